#pragma once

#include "core/base/Clock.h"
#include "ui/settings/ActionMap.h"

#include <QObject>
#include <QWidget>
#include <optional>

namespace textbank {

/// Somebody was writing on a screen when the field went away by itself. Whatever the hands type on was meant for it,
/// the key that would have sent it too: until they rest, or click, the keys do nothing there.
class TypingCutOff : public QObject
{
    Q_OBJECT
public:
    /// Hands that pause so long between two keys have seen that something changed.
    static constexpr Millis kRest{1500};

    /// `scope` is that of the actions of `root`, the screen.
    TypingCutOff(const Clock& clock, ActionScope scope, QWidget* root);
    void begin();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void end();
    /// A key of the window that leads away, and that nobody types by writing.
    bool leadsAway(const QKeyEvent& key) const;

    const Clock& m_clock;
    ActionScope m_scope;
    QWidget* m_root;
    std::optional<Millis> m_lastKey; ///< Or when it began; null while nothing is cut off.
};

} // namespace textbank
