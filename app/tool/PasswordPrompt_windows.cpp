#include "app/tool/PasswordPrompt.h"

#include <QtGlobal>

#ifdef Q_OS_WIN

#include <array>
#include <windows.h>

namespace textbank {

std::optional<QString> askForPassword(const QString& question)
{
    const auto in =
        CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    const auto out = CreateFileW(L"CONOUT$", GENERIC_WRITE, FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, 0, nullptr);
    DWORD before = 0;
    std::optional<QString> password;
    if (in != INVALID_HANDLE_VALUE && out != INVALID_HANDLE_VALUE && GetConsoleMode(in, &before) != 0 &&
        SetConsoleMode(in, (before | ENABLE_LINE_INPUT) & ~static_cast<DWORD>(ENABLE_ECHO_INPUT)) != 0) {
        DWORD done = 0;
        const auto wide = question.toStdWString();
        WriteConsoleW(out, wide.c_str(), static_cast<DWORD>(wide.size()), &done, nullptr);
        std::array<wchar_t, 1000> line{};
        if (ReadConsoleW(in, line.data(), static_cast<DWORD>(line.size()), &done, nullptr) != 0) {
            auto typed = QString::fromWCharArray(line.data(), static_cast<qsizetype>(done));
            while (typed.endsWith(u'\n') || typed.endsWith(u'\r')) {
                typed.chop(1);
            }
            password = typed;
        }
        WriteConsoleW(out, L"\r\n", 2, &done, nullptr);
        SetConsoleMode(in, before);
    }
    if (in != INVALID_HANDLE_VALUE) {
        CloseHandle(in);
    }
    if (out != INVALID_HANDLE_VALUE) {
        CloseHandle(out);
    }
    return password && !password->isEmpty() ? password : std::nullopt;
}

} // namespace textbank

#endif
