#pragma once

#include "ui/widgets/PressGuard.h"

#include <QHash>
#include <QSet>
#include <QWidget>
#include <functional>

namespace textbank {

/// Whether a letter or a click that does something to somebody at once (opts out, skips, closes) was aimed at who is
/// there now. One finger does one thing, and nothing to who came up by itself a moment ago or was not painted yet. What
/// a person's own keys brought up waits for nothing.
class ActionGuard : public QObject
{
    Q_OBJECT
public:
    /// `there` says to whom an action of `root`, a screen, would be done now; empty for nobody. It is kept at each
    /// paint.
    ActionGuard(const Clock& clock, std::function<ContactId()> there, QWidget* root);
    /// Actions that are done with one key and lead on, or cannot be seen to have gone wrong.
    static bool guards(const QString& actionId);

    /// Actions that open a field or a list, so that letters follow.
    static bool opens(const QString& actionId);

    /// A button of an action that is guarded; its clicks are asked about by acceptsClick().
    void addButton(QObject* button) { m_buttons.append(button); }
    /// The key that is being pressed may act.
    bool acceptsKey() const;
    /// Who was painted has given place to somebody by itself, a moment ago or since: what is opened now was meant for
    /// another.
    bool isAnothersPlace() const;
    /// The same as acceptsKey() for a click of one of the buttons; to be asked once for each.
    bool acceptsClick();
    void cardChanged(PressGuard::Cause cause);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Half { First, Second }; ///< Of a double click.
    void mousePressed(Half half);

    const Clock& m_clock;
    std::function<ContactId()> m_there;
    QWidget* m_root;
    ContactId m_painted;
    QList<QObject*> m_buttons;
    QSet<int> m_down;
    QHash<int, Millis> m_cameUp; ///< When each key did last.
    int m_key = 0;               ///< Pressed last.
    int m_stillDown = 0;         ///< The same, when it was pressed without having come up.
    std::optional<Millis> m_changed;
    std::optional<Millis> m_surprised; ///< When it changed by itself ...
    std::optional<Millis> m_replaced;  ///< ... from one who was painted to another.
    std::optional<Millis> m_mouseDown; ///< The press whose click is awaited ...
    ContactId m_aimedAt;               ///< ... and who was painted then.
    bool m_mouseSpoiled = false;
    std::optional<Millis> m_lastClick;
};

} // namespace textbank
