#pragma once

#include "app/desktop/KeyPresser.h"
#include "app/desktop/Practice.h"
#include "app/desktop/ShiftRuntime.h"

#ifndef Q_MOC_RUN // moc cannot read <coroutine>.
#include "app/desktop/DemoTask.h"
#endif

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTimer>
#include <functional>

class QWidget;

namespace textbank {

class MainWindow;

/// Works a practice shift by keyboard alone, in the real windows, saves pictures, and compares the store with the
/// gateway's own record at the end. Takes a Practice, so it can't be let loose on real people. Ends the program: 0 when
/// the two records agree.
class Demo : public QObject
{
    Q_OBJECT
public:
    Demo(MainWindow& window, ShiftRuntime& runtime, Practice& practice, QString folder, int contacts);
    void begin();
    /// The script's words while it works.
    int exitCode() const { return m_exitCode; }

private:
    struct Pause
    {
        Demo& demo;
        std::function<bool()> until;
        int timeoutMs;
        bool happened = false;
        bool await_ready();
        void await_suspend(std::coroutine_handle<> waiting);
        bool await_resume() const { return happened; }
    };
    struct KeyUp
    {
        Demo& demo;
        QString keys;
        bool text;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting);
        void await_resume() const {}
    };
    /// Waits until `condition` holds and everything is painted; false after `timeoutMs`.
    Pause until(std::function<bool()> condition, int timeoutMs = 15000)
    {
        return {*this, std::move(condition), timeoutMs};
    }
    KeyUp key(const QString& name) { return {*this, name, false}; }
    KeyUp text(const QString& words) { return {*this, words, true}; }

    DemoTask work();
    DemoTask textEverybody();
    DemoTask textOne(int number);
    DemoTask answerEverybody();
    DemoTask answerOne();
    DemoTask finish();
    QWidget* shown(const char* name) const;
    void shoot(const QString& name);
    void say(const QString& line);
    void stopWith(const QString& line);
    bool isSettled() const;
    int suggestionFor(const ContactRecord& record) const;
    void compare();

    MainWindow& m_window;
    ShiftRuntime& m_runtime;
    Practice& m_practice;
    QString m_folder;
    int m_contacts = 0;
    KeyPresser m_keys;
    DemoTask m_task;
    QTimer m_poll;
    Pause* m_pause = nullptr;
    std::coroutine_handle<> m_waiting;
    QElapsedTimer m_clock;
    QElapsedTimer m_pauseClock;
    int m_picture = 0;
    int m_answered = 0;
    int m_edited = 0;
    int m_suggested = 0;
    int m_exitCode = 1;
    bool m_failed = false;
};

} // namespace textbank
