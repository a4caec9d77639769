/* For Wine alone, never shipped: Windows has had icuuc.dll since 2019, Wine 8 has none, and Qt does not load without it.
   Every function says that it failed, so that Qt takes its own way of converting text. */
#define STUB __declspec(dllexport)
typedef int Failure;
typedef void *Any;
enum { NOT_FOUND = 4 };

STUB Any ucnv_open(const char *name, Failure *failure) { *failure = NOT_FOUND; return 0; }
STUB void ucnv_close(Any converter) {}
STUB void ucnv_reset(Any converter) {}
STUB signed char ucnv_getMaxCharSize(Any converter) { return 4; }
STUB const char *ucnv_getName(Any converter, Failure *failure) { *failure = NOT_FOUND; return 0; }
STUB void ucnv_getToUCallBack(Any converter, Any action, Any context) {}
STUB void ucnv_getFromUCallBack(Any converter, Any action, Any context) {}
STUB void ucnv_setToUCallBack(Any c, Any action, Any context, Any old, Any old_context, Failure *failure) { *failure = NOT_FOUND; }
STUB void ucnv_setFromUCallBack(Any c, Any action, Any context, Any old, Any old_context, Failure *failure) { *failure = NOT_FOUND; }
STUB void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
STUB void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
STUB void ucnv_cbToUWriteUChars(Any a, Any text, int length, int offset, Failure *failure) { *failure = NOT_FOUND; }
STUB void ucnv_cbFromUWriteUChars(Any a, Any text, int length, int offset, Failure *failure) { *failure = NOT_FOUND; }
STUB void ucnv_toUnicode(Any c, Any a, Any b, Any d, Any e, Any f, signed char flush, Failure *failure) { *failure = NOT_FOUND; }
STUB void ucnv_fromUnicode(Any c, Any a, Any b, Any d, Any e, Any f, signed char flush, Failure *failure) { *failure = NOT_FOUND; }
STUB int ucnv_toUCountPending(Any converter, Failure *failure) { return 0; }
STUB int ucnv_fromUCountPending(Any converter, Failure *failure) { return 0; }
STUB const char *ucnv_getStandardName(const char *name, const char *standard, Failure *failure) { *failure = NOT_FOUND; return 0; }
STUB const char *ucnv_getAvailableName(int number) { return 0; }
STUB int ucnv_countAvailable(void) { return 0; }
