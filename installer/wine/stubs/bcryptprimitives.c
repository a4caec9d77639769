/* For Wine alone, never shipped: Wine 8 has no bcryptprimitives.dll, and the library `cryptography` takes its random bytes
   from it. They come from RtlGenRandom, as Windows itself calls it, which Wine fills from the system's generator. */
#include <windows.h>

typedef BOOLEAN(WINAPI *Fill)(PVOID, ULONG);
enum { MOST_AT_ONCE = 1 << 20 };

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T size) {
    Fill fill = (Fill)(void *)GetProcAddress(LoadLibraryA("advapi32.dll"), "SystemFunction036");
    while (fill && size) {
        ULONG part = size < MOST_AT_ONCE ? (ULONG)size : MOST_AT_ONCE;
        if (!fill(bytes, part)) return FALSE;
        bytes += part;
        size -= part;
    }
    return fill != NULL;
}
