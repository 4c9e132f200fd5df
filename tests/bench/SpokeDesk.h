#pragma once

#include "tests/bench/PaintWatch.h"
#include "tests/bench/WindowRig.h"

#include <chrono>

class QAbstractButton;

namespace textbank::bench {

/// A volunteer's windows on a Spoke server, worked on by hands that know nothing of what the program does meanwhile.
/// Prints what it takes, a word and its numbers a line: milliseconds, MB, and rows of a table.
class SpokeDesk
{
public:
    static constexpr unsigned long kPaceMs = 250; ///< From a card that is ready to the next press.
    static constexpr int kQuietMs = 1500;         ///< After the first card, before it is worked on.

    struct Task
    {
        QString folder;
        QUrl address; ///< Of the server, or of a proxy before it.
        int presses = 0;
        Credentials credentials; ///< With the server's own address.
    };
    SpokeDesk(PaintWatch& watch, const Task& task);

    /// Until the first card has been painted and takes a press; the brief is read as soon as it is there. "first": how
    /// long since the store was opened, and of it until the desk's windows stood. "loaded": PSS, contacts.
    void open();
    /// Presses Enter. "worked": PSS, the most texts that waited at once. Then a row for each: next card painted;
    /// approval on disk and Send enabled; acknowledged by the server.
    void work();
    /// Reads the server's conversations: one text for each press, with its words. "checked": presses, and contacts
    /// there that have a text.
    void check();

private:
    using Steady = std::chrono::steady_clock;

    ReviewSession& review() { return m_rig.runtime().review(); }
    bool isReady();
    void press(Steady::time_point pressed);
    void lookAtOutbox();

    struct Texted
    {
        ContactId contact;
        QString text;
        Steady::time_point pressed;
    };
    PaintWatch& m_watch;
    const Task& m_task;
    SystemClock m_clock;
    SystemRandom m_random;
    QWidget* m_card = nullptr;
    QAbstractButton* m_send = nullptr;
    QList<Texted> m_texted;
    qsizetype m_acknowledged = 0;
    qsizetype m_mostWaiting = 0;
    std::vector<double> m_painted;
    std::vector<double> m_ready;
    std::vector<double> m_acknowledgedAfter;
    WindowRig m_rig; ///< The first to go: it tells the others.
};

} // namespace textbank::bench
