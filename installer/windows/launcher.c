/* Starts the Python that lies beside it inside this process, so that task bar and task manager show
   Ecocuenca. Nothing is unpacked, no second process, nothing read from the registry. Built twice:
   for the window, and with a console for the commands. */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

typedef int(__cdecl *python_main)(int, wchar_t **);

static wchar_t folder[32768], library[32768], script[32768];

static int fail(const wchar_t *what, const wchar_t *path)
{
    static wchar_t words[33000];
    _snwprintf(words, 32999,
               L"%ls\n%ls\n\nVuelva a instalar Ecocuenca. Sus libros no se tocan. (%lu)",
               what, path, GetLastError());
    MessageBoxW(NULL, words, L"Ecocuenca", MB_ICONWARNING | MB_OK);
    return 70;
}

int wmain(int count, wchar_t **words)
{
    DWORD length = GetModuleFileNameW(NULL, folder, 32000);
    wchar_t *end = wcsrchr(folder, L'\\'), **given;
    python_main run;
    HMODULE python;
    int place;

    if (!length || length >= 32000 || !end)
        return fail(L"No se encuentra la carpeta del programa.", folder);
    *end = 0;
    _snwprintf(library, 32767, L"%ls\\runtime\\" PYTHON_DLL, folder);
    _snwprintf(script, 32767, L"%ls\\app\\boot.py", folder);
    SetDllDirectoryW(L""); /* never a library from the folder one happens to be in */
    python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python)
        return fail(L"Falta una parte del programa:", library);
    run = (python_main)(void *)GetProcAddress(python, "Py_Main");
    given = calloc(count + 2, sizeof *given);
    if (!run || !given)
        return fail(L"Una parte del programa no sirve:", library);
    given[0] = words[0];
    given[1] = script;
    for (place = 1; place < count; place++)
        given[place + 1] = words[place];
    return run(count + 1, given);
}
