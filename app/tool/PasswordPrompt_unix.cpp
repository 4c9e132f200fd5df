#include "app/tool/PasswordPrompt.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX

#include <cerrno>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace textbank {
namespace {

constexpr qsizetype kLongest = 1000;
constexpr char kCtrlC = '\x03';

void show(int terminal, const QByteArray& bytes)
{
    // A question that is not shown is still a question.
    [[maybe_unused]] const auto written = ::write(terminal, bytes.constData(), static_cast<size_t>(bytes.size()));
}

/// Up to the line's end; nothing when there was none, or with Ctrl+C.
std::optional<QByteArray> readLine(int terminal)
{
    QByteArray line;
    char c = 0;
    for (;;) {
        const auto read = ::read(terminal, &c, 1);
        if (read < 0 && errno == EINTR) {
            continue;
        }
        if (read <= 0 || c == kCtrlC) {
            return std::nullopt;
        }
        if (c == '\n') {
            return line;
        }
        if (line.size() < kLongest) {
            line.append(c);
        }
    }
}

} // namespace

std::optional<QString> askForPassword(const QString& question)
{
    const auto terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0) {
        return std::nullopt;
    }
    termios before{};
    if (::tcgetattr(terminal, &before) != 0) {
        ::close(terminal);
        return std::nullopt;
    }
    auto silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    // Ctrl+C arrives as a character that ends the line, so that no terminal stays silent behind an ended program.
    silent.c_lflag &= ~static_cast<tcflag_t>(ISIG);
    silent.c_cc[VEOL] = kCtrlC;
    std::optional<QByteArray> line;
    if (::tcsetattr(terminal, TCSAFLUSH, &silent) == 0) {
        show(terminal, question.toUtf8());
        line = readLine(terminal);
        show(terminal, "\n");
        ::tcsetattr(terminal, TCSAFLUSH, &before);
    }
    ::close(terminal);
    if (!line || line->isEmpty()) {
        return std::nullopt;
    }
    return QString::fromUtf8(*line);
}

} // namespace textbank

#endif
