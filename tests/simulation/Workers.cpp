#include "tests/simulation/Workers.h"

#include <QElapsedTimer>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <new>
#include <poll.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

// The simulation is built on Linux alone (CMakeLists.txt), so is this.

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

constexpr int kMostJobs = 256;

/// What the processes share.
struct Board
{
    std::atomic<quint64> next;
    std::atomic<quint64> done;
    std::atomic<bool> stop;
    std::array<std::atomic<quint64>, kMostJobs> current;
};

/// After so much CPU time the process ends by SIGPROF.
void armWatch(int seconds)
{
    itimerval watch{};
    watch.it_value.tv_sec = seconds;
    setitimer(ITIMER_PROF, &watch, nullptr);
}

QString howItEnded(int status, int secondsEach)
{
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGPROF) {
            return u"hang: no end after %1 s of CPU time"_s.arg(secondsEach);
        }
        return u"crash: signal %1 (%2)"_s.arg(WTERMSIG(status)).arg(QLatin1String(strsignal(WTERMSIG(status))));
    }
    return u"crash: the process ended with %1"_s.arg(WEXITSTATUS(status));
}

void writeAll(int pipe, const QByteArray& bytes)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const auto count = write(pipe, bytes.constData() + sent, static_cast<size_t>(bytes.size() - sent));
        if (count < 0 && errno != EINTR) {
            _exit(3);
        }
        sent += std::max<ssize_t>(count, 0);
    }
}

/// What is there to be read; false at the end.
bool readSome(int pipe, QByteArray& into)
{
    char bytes[65536];
    const auto count = read(pipe, bytes, sizeof bytes);
    if (count > 0) {
        into.append(bytes, static_cast<qsizetype>(count));
    }
    return count > 0 || (count < 0 && errno == EINTR);
}

[[noreturn]] void work(Board& board, int slot, int pipe, const Workers::Plan& plan)
{
    for (;;) {
        const auto seed = board.next.fetch_add(1);
        if (seed > plan.to || board.stop) {
            _exit(0);
        }
        board.current.at(static_cast<size_t>(slot)) = seed;
        armWatch(plan.secondsEach);
        const auto violation = plan.run(seed);
        if (!violation.isEmpty()) {
            // A line that fits a pipe's buffer is never mixed with another process's.
            writeAll(pipe, QByteArray::number(seed) + '\t' +
                               violation.simplified().toUtf8().left(3000).replace('\n', ' ') + '\n');
            if (!plan.keepGoing) {
                board.stop = true;
            }
        }
        board.done.fetch_add(1);
    }
}

} // namespace

Verdict runApart(const std::function<Verdict()>& run, int seconds)
{
    int ends[2] = {};
    if (pipe(ends) != 0) {
        return {u"no pipe"_s, {}};
    }
    const auto child = fork();
    if (child == 0) {
        close(ends[0]);
        armWatch(seconds);
        const auto verdict = run();
        writeAll(ends[1], (QStringList{verdict.violation.simplified()} + verdict.trace).join(u'\n').toUtf8());
        _exit(0);
    }
    close(ends[1]);
    QByteArray told;
    while (readSome(ends[0], told)) {
    }
    close(ends[0]);
    auto status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return {howItEnded(status, seconds), {}};
    }
    auto lines = QString::fromUtf8(told).split(u'\n');
    Verdict verdict;
    verdict.violation = lines.takeFirst();
    verdict.trace = lines;
    return verdict;
}

QList<Failure> Workers::run(const std::function<void(const Progress&)>& told,
                            const std::function<void(const Failure&)>& found)
{
    auto* memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int ends[2] = {};
    if (memory == MAP_FAILED || pipe(ends) != 0) {
        return {{m_plan.from, u"crash: no memory to share, or no pipe"_s}};
    }
    auto& board = *new (memory) Board{};
    board.next = m_plan.from;
    QElapsedTimer timer;
    timer.start();
    QList<Failure> failures;
    const auto fail = [&](const Failure& failure) {
        failures.append(failure);
        found(failure);
    };
    std::map<pid_t, int> running;
    const auto begin = [&](int slot) {
        const auto child = fork();
        if (child == 0) {
            close(ends[0]);
            work(board, slot, ends[1], m_plan);
        }
        running.emplace(child, slot);
    };
    for (auto slot = 0; slot < std::min(m_plan.jobs, kMostJobs); ++slot) {
        begin(slot);
    }
    QByteArray lines;
    auto lastTold = 0.0;
    const auto listen = [&](int milliseconds) {
        pollfd waiting{ends[0], POLLIN, 0};
        while (poll(&waiting, 1, milliseconds) > 0 && readSome(ends[0], lines)) {
            milliseconds = 0;
        }
        for (auto end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n')) {
            const auto line = lines.left(end);
            lines.remove(0, end + 1);
            const auto tab = line.indexOf('\t');
            fail({line.left(tab).toULongLong(), QString::fromUtf8(line.mid(tab + 1))});
        }
    };
    while (!running.empty()) {
        listen(100);
        auto status = 0;
        for (auto child = waitpid(-1, &status, WNOHANG); child > 0; child = waitpid(-1, &status, WNOHANG)) {
            const auto ended = running.find(child);
            if (ended == running.end()) {
                continue;
            }
            const auto slot = ended->second;
            running.erase(ended);
            if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
                continue;
            }
            fail({board.current.at(static_cast<size_t>(slot)), howItEnded(status, m_plan.secondsEach)});
            board.done.fetch_add(1);
            if (m_plan.keepGoing) {
                begin(slot);
            } else {
                board.stop = true;
            }
        }
        m_done = board.done;
        m_seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        if (m_seconds - lastTold >= 1) {
            lastTold = m_seconds;
            told({m_done, m_seconds});
        }
    }
    listen(0);
    m_done = board.done;
    m_seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    told({m_done, m_seconds});
    close(ends[0]);
    close(ends[1]);
    munmap(memory, sizeof(Board));
    std::sort(failures.begin(), failures.end(),
              [](const auto& one, const auto& other) { return one.seed < other.seed; });
    return failures;
}

} // namespace textbank::simulation
