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
    // What is waited for lies in the members below and never in an awaited temporary: g++ 12 destroys those twice.
    struct Met
    {
        Demo& demo;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting);
        bool await_resume() const;
    };
    struct KeyUp
    {
        Demo& demo;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting);
        void await_resume() const {}
    };
    /// `co_await met()` then waits until `condition` holds and everything is painted; it is false after `timeoutMs`.
    void expect(std::function<bool()> condition, int timeoutMs = 15000);
    Met met() { return {*this}; }
    /// `co_await keyUp()` then presses it and waits until it came up.
    void press(const QString& key);
    void type(const QString& text);
    KeyUp keyUp() { return {*this}; }

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
    std::function<bool()> m_until;
    int m_timeoutMs = 0;
    bool m_happened = false;
    QString m_pressed;
    bool m_typing = false;
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
