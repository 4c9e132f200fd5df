#pragma once

#include "core/base/Clock.h"
#include "core/review/Approver.h"

#include <QSet>
#include <optional>

namespace textbank {

/// "One human, one message" at the level of events: turns key and mouse events into at most one Press for each distinct
/// physical press. Knows no widgets. Feed it every press and release of a send key and of the send button, also the
/// ignored ones.
class PressGuard
{
public:
    /// A second press this soon after a key came up is the contact bouncing, or auto-repeat dressed as presses.
    static constexpr Millis kBounce{60};
    /// A click this soon after the card changed was aimed at the card before.
    static constexpr Millis kClickSettle{250};
    /// A press this soon after the card changed by itself (an opt-out, a pause) was meant for the card before.
    static constexpr Millis kSurprise{400};
    /// When the window lost the focus with a key down, a press counts again only this long after the focus came back:
    /// longer than any system waits before it repeats a held key.
    static constexpr Millis kRefocus{1000};

    explicit PressGuard(const Clock& clock)
        : m_clock(clock)
    {
    }

    /// A key that could send went down somewhere in the program, on whatever screen: held from there, it is not a press
    /// here. Before keyPressed for the same event.
    void keySeen(int key, bool autoRepeat);
    /// A press when this key event is one: not repeated, not held, not bounced, not before the card could be seen.
    std::optional<Press> keyPressed(int key, bool autoRepeat);
    void keyReleased(int key, bool autoRepeat);

    void mousePressed();
    void mouseDoubleClicked(); ///< The second press of a double click; its release is not a press.
    /// The send button was clicked. Without a mouse press before it, an assistive technology pressed it.
    std::optional<Press> clicked();

    enum class Cause { OwnPress, ByItself };
    void cardChanged(Cause cause);
    void focusLost(); ///< Key-ups may get lost from now on.
    void focusGained();

private:
    std::optional<Press> made(InputKind input);
    bool settled(Millis now, Millis after) const;

    const Clock& m_clock;
    QSet<int> m_sendKeys;  ///< Every key that ever sent here.
    QSet<int> m_down;      ///< Send keys that have not come up.
    QSet<int> m_seenDown;  ///< The same, wherever they went down.
    int m_seenAgain = 0;   ///< The key of this event, when it was seen to be down already.
    bool m_unsure = false; ///< A key was down when the focus went: it may have come up elsewhere.
    std::optional<Millis> m_lastRelease;
    std::optional<Millis> m_cardChanged;
    std::optional<Millis> m_cardSurprised;
    std::optional<Millis> m_focusGained;
    std::optional<Millis> m_mousePressed; ///< The press whose click is awaited.
    bool m_mouseSpoiled = false;
    std::optional<Millis> m_lastClick;
};

} // namespace textbank
