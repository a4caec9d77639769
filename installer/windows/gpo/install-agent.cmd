@echo off
rem Start-up script for group policy: installs or upgrades the Sportello agent, once for each version. docs/rollout-windows.md
rem Put it into a share that computer accounts may read, beside sportello-agent.msi and the customer's sportello.stamp.
rem Runs as SYSTEM before anybody signs in; may run at every start.
setlocal
set "HERE=%~dp0"
set "WANTED=0.1.0"
set "LOG=%SystemRoot%\Temp\sportello-agent-install.log"
set "INSTALLED="
for /f "tokens=2,*" %%a in ('reg query "HKLM\Software\Sportello\Agent" /v Version /reg:64 2^>nul ^| find "REG_SZ"') do set "INSTALLED=%%b"
if "%INSTALLED%"=="%WANTED%" exit /b 0

if not exist "%HERE%sportello-agent.msi" (
  echo %DATE% %TIME% sportello-agent.msi is not beside this script, or the share is not readable for this computer.>>"%LOG%"
  exit /b 2
)
msiexec /i "%HERE%sportello-agent.msi" /qn /norestart /l*v "%LOG%"
set "CODE=%ERRORLEVEL%"
rem 3010: done, the old files go with the next restart. 1641: the same, and the restart has begun.
if "%CODE%"=="3010" set "CODE=0"
if "%CODE%"=="1641" set "CODE=0"
exit /b %CODE%
