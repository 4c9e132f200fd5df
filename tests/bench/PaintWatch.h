#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <optional>

namespace textbank::bench {

/// The program's application, watching for the moment at which a contact's name has been painted and its window's
/// pixels were handed to the window system.
class PaintWatch final : public QApplication
{
public:
    PaintWatch(int& argc, char** argv);

    /// Starts the clock; from now on the card of `name` is awaited.
    void await(const QString& name);
    /// Nanoseconds since await(); nothing while the card has not been painted.
    std::optional<qint64> paintedAfter() const { return m_painted; }
    qint64 elapsed() const { return m_timer.nsecsElapsed(); }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    QElapsedTimer m_timer;
    QString m_name;
    bool m_drawn = false;
    std::optional<qint64> m_painted;
};

} // namespace textbank::bench
