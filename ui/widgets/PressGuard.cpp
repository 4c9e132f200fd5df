#include "ui/widgets/PressGuard.h"

namespace textbank {

namespace {

/// One sequence for the whole program, so that no two windows ever hand out the same number. GUI thread only.
quint64 nextSerial()
{
    static quint64 last = 0;
    return ++last;
}

} // namespace

bool PressGuard::settled(Millis now, Millis after) const { return !m_cardChanged || now - *m_cardChanged >= after; }

std::optional<Press> PressGuard::made(InputKind input)
{
    Press press;
    press.serial = nextSerial();
    press.input = input;
    return press;
}

void PressGuard::keySeen(int key, bool autoRepeat)
{
    m_sendKeys.insert(key);
    m_seenAgain = !autoRepeat && m_seenDown.contains(key) ? key : 0;
    m_seenDown.insert(key);
}

std::optional<Press> PressGuard::keyPressed(int key, bool autoRepeat)
{
    m_sendKeys.insert(key);
    if (autoRepeat) {
        // Repeated means held, whether or not its press was seen: another window may have had it.
        m_down.insert(key);
        return {};
    }
    const Millis now = m_clock.elapsed();
    if (m_unsure) {
        // The key-up may have been lost with the focus. A new press that is not a repeat, well after the focus came
        // back, is a person's; an earlier one may be the old press delivered late.
        if (m_focusGained && now - *m_focusGained < kRefocus) {
            m_down.insert(key);
            return {};
        }
        m_down.clear();
        m_unsure = false;
    }
    const bool held = !m_down.isEmpty() || m_seenAgain == key;
    m_down.insert(key);
    if (held)
        return {};
    if (m_lastRelease && now - *m_lastRelease <= kBounce)
        return {};
    if (m_cardSurprised && now - *m_cardSurprised < kSurprise)
        return {};
    return made(InputKind::Key);
}

void PressGuard::keyReleased(int key, bool autoRepeat)
{
    if (autoRepeat)
        return;
    m_seenDown.remove(key);
    // A send key that comes up after its press was forgotten (over a lost focus) may bounce like any other.
    if (m_down.remove(key) || m_sendKeys.contains(key))
        m_lastRelease = m_clock.elapsed();
}

void PressGuard::mousePressed()
{
    m_mousePressed = m_clock.elapsed();
    m_mouseSpoiled = false;
}

void PressGuard::mouseDoubleClicked()
{
    m_mousePressed = m_clock.elapsed();
    m_mouseSpoiled = true;
}

std::optional<Press> PressGuard::clicked()
{
    const Millis now = m_clock.elapsed();
    const bool mouse = m_mousePressed.has_value();
    // What counts is the card that was there when the button went down.
    const Millis aimed = m_mousePressed.value_or(now);
    const bool spoiled = m_mouseSpoiled;
    m_mousePressed.reset();
    m_mouseSpoiled = false;
    const bool again = m_lastClick && now - *m_lastClick <= kClickSettle;
    m_lastClick = now;
    if (spoiled || again || !settled(aimed, kClickSettle) || (m_cardSurprised && aimed - *m_cardSurprised < kSurprise))
        return {};
    return made(mouse ? InputKind::Click : InputKind::Assistive);
}

void PressGuard::cardChanged(Cause cause)
{
    m_cardChanged = m_clock.elapsed();
    if (cause == Cause::ByItself)
        m_cardSurprised = m_cardChanged;
    if (m_mousePressed)
        m_mouseSpoiled = true; // Pressed on the card before, let go on this one.
}

void PressGuard::focusLost()
{
    if (!m_down.isEmpty() || !m_seenDown.isEmpty())
        m_unsure = true;
    m_seenDown.clear();
    m_focusGained.reset();
    m_mousePressed.reset();
}

void PressGuard::focusGained() { m_focusGained = m_clock.elapsed(); }

} // namespace textbank
