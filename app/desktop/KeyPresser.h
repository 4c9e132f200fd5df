#pragma once

#include <QObject>
#include <QString>
#include <functional>

namespace textbank {

/// Presses keys as a person would, into whatever has the focus. On X11 through the X server (xdotool), so that the
/// events come the whole way; elsewhere as RehearsedKeys posted to the window that has the focus.
class KeyPresser : public QObject
{
    Q_OBJECT
public:
    explicit KeyPresser(QObject* parent = nullptr);

    /// Whether the keys go through the X server.
    bool isReal() const { return m_real; }
    /// `key` as Qt writes it: "Return", "Ctrl+Return", "Alt+1", "E". `done` runs after the key came up again.
    void press(const QString& key, std::function<void()> done);
    void type(const QString& text, std::function<void()> done);
    int presses() const { return m_presses; }

private:
    void runXdotool(const QStringList& arguments, std::function<void()> done);

    bool m_real = false;
    int m_presses = 0;
};

} // namespace textbank
