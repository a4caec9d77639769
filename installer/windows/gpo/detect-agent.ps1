# Detection script for Intune: prints a line and ends with 0 where this version, or a later one, is installed.
$wanted = [version]'0.1.0'
$key = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64').OpenSubKey('SOFTWARE\Sportello\Agent')
if ($null -eq $key) { exit 1 }
$found = [version]($key.GetValue('Version'))
$program = Join-Path $env:ProgramW6432 'Sportello\Agent\sportello-agent.exe'
if ($found -ge $wanted -and (Test-Path $program)) { Write-Output "Sportello agent $found"; exit 0 }
exit 1
