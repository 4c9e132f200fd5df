#include "app/desktop/ShiftRehearsal.h"

#include "core/gateway/HttpGatewayAddress.h"
#include "core/session/JoinLink.h"

#include <QApplication>
#include <QLineEdit>
#include <QWidget>
#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kBetweenKeysMs = 90; ///< A key that comes back sooner counts as bouncing.
constexpr int kMayNotWork = 3;
constexpr int kManyDecisions = 10'000;
constexpr const char* kElsewhere = "only a gateway on this computer can be rehearsed with";

void say(const char* word)
{
    std::printf("%s\n", word);
    std::fflush(stdout);
}

/// Of the numbers that are kept free for stories. Where a server keeps the number to itself nobody can tell.
bool isFictional(const PhoneNumber& number)
{
    const auto& e164 = number.e164();
    return e164.size() == 12 && e164.startsWith(u"+1") && QStringView(e164).mid(5, 5) == u"55501";
}

/// Why no key may be pressed in this shift now; null where one may.
const char* objection(ShiftRuntime& runtime)
{
    if (!runtime.isOnThisComputer()) {
        return kElsewhere;
    }
    const auto& store = runtime.store();
    const auto& campaigns = store.campaigns();
    if (!std::all_of(campaigns.cbegin(), campaigns.cend(), [](const Campaign& one) { return one.practice; })) {
        return "only a practice campaign can be rehearsed";
    }
    const auto& contacts = store.contactOrder();
    const auto isNobody = [&store](const ContactId& id) {
        const auto* record = store.contact(id);
        return record == nullptr || !record->assigned || isFictional(record->contact.phone);
    };
    if (!std::all_of(contacts.cbegin(), contacts.cend(), isNobody)) {
        return "only people with fictional numbers, 555-0100 to 555-0199, can be texted by a rehearsal";
    }
    return nullptr;
}

} // namespace

ShiftRehearsal::ShiftRehearsal(std::function<ShiftRuntime*()> runtime, Millis quiet, Then then)
    : m_runtime(std::move(runtime))
    , m_quiet(quiet)
    , m_then(then)
{
    qApp->installEventFilter(this);
    connect(&m_timer, &QTimer::timeout, this, &ShiftRehearsal::work);
    m_timer.start(kBetweenKeysMs);
    m_calm.start();
    say("start");
}

QWidget* ShiftRehearsal::shown(const char* name)
{
    for (const auto* window : QApplication::topLevelWidgets()) {
        auto* found = window->isVisible() ? window->findChild<QWidget*>(QString::fromLatin1(name)) : nullptr;
        if (found != nullptr && found->isVisible()) {
            return found;
        }
    }
    return nullptr;
}

void ShiftRehearsal::press(const char* word, const QString& key)
{
    m_keys.press(key, [] {});
    say(word);
}

void ShiftRehearsal::refuse(const char* why)
{
    if (!m_refused) {
        m_refused = true;
        m_timer.stop();
        say(qPrintable(u"refused: "_s + QString::fromLatin1(why)));
        QCoreApplication::exit(kMayNotWork);
    }
}

/// What was true when a key was sent on its way may not be any more: asked again at the window, before anything else in
/// the program sees the key.
bool ShiftRehearsal::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && watched->isWindowType()) {
        if (auto* const runtime = m_runtime(); runtime != nullptr && !m_refused) {
            if (const auto* const why = objection(*runtime)) {
                refuse(why);
            }
        }
        return m_refused;
    }
    return false;
}

void ShiftRehearsal::follow(ShiftRuntime& runtime)
{
    if (m_followed == &runtime) {
        return;
    }
    m_followed = &runtime;
    say("open");
    connect(&runtime.store(), &Store::changed, this, [this](const StoreChange& change) {
        m_calm.restart();
        if (change.outbox) {
            sayCommitted();
        }
        if (!change.newOptOuts.isEmpty()) {
            say("stop");
        }
        if (change.outbox && m_followed->store().outboxCounts().inFlight > 0) {
            say("push");
        }
    });
}

/// The store tells of a change after its commit, and a decision waits in the outbox before anything of it leaves.
void ShiftRehearsal::sayCommitted()
{
    for (const auto& id : m_followed->store().dueIds(kManyDecisions)) {
        if (!m_committed.contains(id)) {
            m_committed.insert(id);
            say(qPrintable(u"committed "_s + id.value));
        }
    }
}

void ShiftRehearsal::work()
{
    if (auto* window = QApplication::activeWindow(); window == nullptr) {
        for (auto* top : QApplication::topLevelWidgets()) {
            if (top->isWindow() && top->isVisible()) {
                top->activateWindow();
            }
        }
        return;
    }
    auto* const runtime = m_runtime();
    if (m_finishing) {
        finish();
        return;
    }
    if (runtime == nullptr) {
        if (auto* fields = shown("joinConfirm")) {
            workJoin(*fields);
        } else if (const auto* address = shown("joinFields"); address != nullptr && address->isEnabled()) {
            look(*address);
        }
        return;
    }
    follow(*runtime);
    if (const auto* const why = objection(*runtime)) {
        refuse(why);
        return;
    }
    if (runtime->store().campaigns().isEmpty()) {
        return; // The engine goes on trying.
    }
    if (runtime->engine().status().state != SyncState::Online) {
        runtime->engine().poke(); // As "Try now" does.
    }
    if (shown("briefView") != nullptr) {
        press("brief", u"Return"_s);
    } else if (shown("deskView") != nullptr) {
        workDesk(*runtime);
    } else if (shown("inboxView") != nullptr) {
        workInbox(*runtime);
    }
    lookForTheEnd(*runtime);
}

void ShiftRehearsal::look(const QWidget& address)
{
    const auto* field = address.findChild<QLineEdit*>(u"addressField"_s);
    const auto link = parseLinkOrAddress(field != nullptr ? field->text() : QString());
    if (link && !isLoopback(link->gateway)) {
        refuse(kElsewhere);
    } else {
        press("look", u"Return"_s);
    }
}

void ShiftRehearsal::workJoin(QWidget& fields)
{
    auto* name = fields.findChild<QLineEdit*>(u"nameField"_s);
    if (name != nullptr && name->isEnabled() && name->text().isEmpty()) {
        name->setFocus();
        m_keys.type(u"Robin"_s, [] {});
    } else if (name != nullptr && name->isEnabled()) {
        press("join", u"Return"_s);
    }
}

void ShiftRehearsal::workDesk(ShiftRuntime& runtime)
{
    if (runtime.review().card() != nullptr && runtime.store().waiting().isEmpty()) {
        press("approve", u"Return"_s);
    } else if (!runtime.store().waiting().isEmpty()) {
        press("turn", u"Ctrl+2"_s);
    } else if (auto* button = shown("getBatch"); button != nullptr && button->isEnabled()) {
        m_askedForBatch = true;
        press("ask", u"Return"_s);
    }
}

void ShiftRehearsal::workInbox(ShiftRuntime& runtime)
{
    auto& inbox = runtime.inbox();
    const auto* record = inbox.record();
    if (runtime.store().waiting().isEmpty()) {
        press("turn", u"Ctrl+1"_s);
    } else if (record == nullptr || record->stage != ContactStage::NeedsReply || record->optedOut) {
        // Out of the composer first, so that letters are keys.
        press("next", inbox.draft().isEmpty() && qobject_cast<QLineEdit*>(QApplication::focusWidget()) == nullptr &&
                              m_keys.presses() % 2 == 0
                          ? u"J"_s
                          : u"Esc"_s);
    } else if (record->mayHaveOptedOut) {
        press("decide", m_keys.presses() % 2 == 0 ? u"N"_s : u"Esc"_s);
    } else if (inbox.draft().isEmpty()) {
        press("choose", u"Alt+%1"_s.arg(1 + m_keys.presses() % 4));
    } else {
        press("answer", u"Ctrl+Return"_s);
    }
}

void ShiftRehearsal::lookForTheEnd(ShiftRuntime& runtime)
{
    const auto done = runtime.store().outboxCounts().open() == 0 && runtime.store().waiting().isEmpty() &&
                      runtime.review().card() == nullptr && m_askedForBatch &&
                      runtime.engine().status().state == SyncState::Online;
    if (!done) {
        m_calm.restart();
    } else if (m_quiet.count() > 0 && m_calm.elapsed() > m_quiet.count()) {
        say("quiet");
        m_finishing = m_then == Then::FinishShift;
        if (!m_finishing) {
            QCoreApplication::exit(0);
        }
    }
}

void ShiftRehearsal::finish()
{
    const auto* button = shown("finishButton");
    if (shown("joinFields") != nullptr) { // Where the program leads to once everything is deleted.
        say("finished");
        QCoreApplication::exit(0);
    } else if (button == nullptr && m_runtime() != nullptr) {
        press("turn", u"Ctrl+Shift+F"_s);
    } else if (button != nullptr && button->isEnabled()) {
        press("finish", u"Ctrl+Return"_s);
    }
}

} // namespace textbank
