#pragma once

#include "app/desktop/KeyPresser.h"
#include "app/desktop/ShiftRuntime.h"

#include <QElapsedTimer>
#include <QTimer>
#include <functional>

namespace textbank {

/// Works a shift on a gateway of its own by pressing keys in the windows, from whatever page it finds: it is started
/// again and again after the program was killed. Cannot be let loose on real people: no key reaches a window, whoever
/// pressed it, unless the gateway is on this computer, calls its campaigns practice, and everybody who could be texted
/// has a number that no telephone has (555-0100 to 555-0199), which no gateway's word stands for. Says on standard
/// output what it just did, a word a line, and "committed ID" for each decision once the store has it.
class ShiftRehearsal : public QObject
{
    Q_OBJECT
public:
    enum class Then {
        Leave,       ///< The shift stays on the computer.
        FinishShift, ///< By its keys; the program ends when it has deleted everything.
    };
    /// `runtime` is null while there is no shift. Ends the program with 0 after `quiet` in which everything was done
    /// and nothing came; 0: goes on for ever. Ends with 3, and "refused:" and why, where it may not work.
    ShiftRehearsal(std::function<ShiftRuntime*()> runtime, Millis quiet, Then then);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void work();
    void refuse(const char* why);
    void look(const QWidget& address);
    void workJoin(QWidget& fields);
    void workDesk(ShiftRuntime& runtime);
    void workInbox(ShiftRuntime& runtime);
    void lookForTheEnd(ShiftRuntime& runtime);
    void finish();
    void press(const char* word, const QString& key);
    void follow(ShiftRuntime& runtime);
    void sayCommitted();
    static QWidget* shown(const char* name);

    std::function<ShiftRuntime*()> m_runtime;
    Millis m_quiet;
    Then m_then;
    KeyPresser m_keys;
    QTimer m_timer;
    QElapsedTimer m_calm;
    ShiftRuntime* m_followed = nullptr;
    QSet<CommandId> m_committed; ///< Said already.
    bool m_askedForBatch = false;
    bool m_finishing = false;
    bool m_refused = false;
};

} // namespace textbank
