#include "app/desktop/KeyPresser.h"

#include "ui/widgets/RehearsedKey.h"

#include <QApplication>
#include <QKeySequence>
#include <QProcess>
#include <QStandardPaths>
#include <QWidget>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString xName(const QString& key)
{
    auto name = key;
    name.replace(u"Ctrl+"_s, u"ctrl+"_s).replace(u"Alt+"_s, u"alt+"_s).replace(u"Shift+"_s, u"shift+"_s);
    const auto last = name.section(u'+', -1);
    if (last.size() == 1 && last.at(0).isLetter()) {
        name.chop(1);
        name += last.toLower();
    }
    return name.replace(u"Esc"_s, u"Escape"_s);
}

/// To the window, as a platform would; it hands on to a popup or to the focus.
void postKey(int key, Qt::KeyboardModifiers modifiers, const QString& text)
{
    if (auto* const window = QGuiApplication::focusWindow()) {
        QCoreApplication::postEvent(window, new RehearsedKey(QEvent::KeyPress, key, modifiers, text));
        QCoreApplication::postEvent(window, new RehearsedKey(QEvent::KeyRelease, key, modifiers, text));
    }
}

} // namespace

KeyPresser::KeyPresser(QObject* parent)
    : QObject(parent)
{
    m_real = QGuiApplication::platformName() == u"xcb" && !QStandardPaths::findExecutable(u"xdotool"_s).isEmpty();
}

void KeyPresser::press(const QString& key, std::function<void()> done)
{
    ++m_presses;
    if (m_real) {
        runXdotool({u"key"_s, u"--clearmodifiers"_s, xName(key)}, std::move(done));
        return;
    }
    const auto combination = QKeySequence(key)[0];
    const auto plain = combination.keyboardModifiers() == Qt::NoModifier && key.size() == 1;
    postKey(combination.key(), combination.keyboardModifiers(), plain ? key.toLower() : QString());
    QMetaObject::invokeMethod(this, std::move(done), Qt::QueuedConnection);
}

void KeyPresser::type(const QString& text, std::function<void()> done)
{
    m_presses += static_cast<int>(text.size());
    if (m_real) {
        runXdotool({u"type"_s, u"--delay"_s, u"4"_s, u"--"_s, text}, std::move(done));
        return;
    }
    for (const auto letter : text) {
        postKey(letter.toUpper().unicode(), Qt::NoModifier, QString(letter));
    }
    QMetaObject::invokeMethod(this, std::move(done), Qt::QueuedConnection);
}

void KeyPresser::runXdotool(const QStringList& arguments, std::function<void()> done)
{
    auto* process = new QProcess(this);
    connect(process, &QProcess::finished, this, [process, done] {
        process->deleteLater();
        done();
    });
    connect(process, &QProcess::errorOccurred, this, [process, done = std::move(done)](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            process->deleteLater();
            done();
        }
    });
    process->start(u"xdotool"_s, arguments);
}

} // namespace textbank
