// A shift in which everything goes wrong by chance: requests and answers are lost, cut, late or answered by somebody
// else, the program dies, voters and colleagues do what they like. Every approved text still leaves at most once, what
// counts as sent has left, and nobody is texted past an opt-out.
#include "tests/support/spoke/SpokeShift.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr std::array kFaults{SpokeFault::CloseBefore, SpokeFault::LoseAnswer, SpokeFault::Truncate,
                             SpokeFault::HangAfter,   SpokeFault::LateClosed, SpokeFault::ServerError,
                             SpokeFault::Unavailable, SpokeFault::ProxyAfter, SpokeFault::ProxyBefore,
                             SpokeFault::Page,        SpokeFault::Crash,      SpokeFault::CrashAfter};
const std::array kOperations{
    u"sendMessage"_s,           u"sendMessage"_s,  u"sendMessage"_s, u"user"_s,
    u"getAssignmentContacts"_s, u"createOptOut"_s, u"assignment"_s,  u"updateQuestionResponses"_s};

class Chaos
{
public:
    explicit Chaos(quint64 seed)
        : m_chance(seed)
        , m_shift(16, SpokeShift::Kind::Fixed, 10, limits(), seed)
    {
    }
    QString run()
    {
        if (!m_shift.begin(16)) {
            return u"does not begin"_s;
        }
        for (int step = 0; step < 90; ++step) {
            act();
            const auto ms = static_cast<qint64>(m_chance.below(25));
            QElapsedTimer timer;
            timer.start();
            m_shift.rig->until([&] { return timer.elapsed() >= ms; });
        }
        m_shift.stub.mend();
        m_shift.stub.land();
        m_shift.rig->until([&] { return isAtRest(); });
        return verdict();
    }

private:
    static SpokeGateway::Limits limits()
    {
        auto limits = SpokeRig::quick();
        limits.timeout = Millis{300};
        limits.quiet = Millis{6000}; // Of the fast clock.
        limits.busyPoll = limits.calmPoll = Millis{1500};
        return limits;
    }
    int any(size_t bound) { return static_cast<int>(m_chance.below(bound)); }
    void act()
    {
        auto& stub = m_shift.stub;
        auto& rig = *m_shift.rig;
        const auto index = any(16);
        const auto contact = m_shift.scene.contacts[index];
        const auto id = m_shift.contact(index);
        const auto* record = rig.store->contact(id);
        switch (any(14)) {
        case 0:
        case 1:
        case 2:
        case 3:
            press(id, SendKind::FirstMessage, u"Hello %1"_s.arg(++m_serial));
            break;
        case 4:
        case 5:
            if (record->stage == ContactStage::NeedsReply) {
                press(id, SendKind::Reply, any(2) == 0 ? u"Thanks!"_s : u"Reply %1"_s.arg(++m_serial));
            }
            break;
        case 6:
        case 7:
            if (!m_shift.textsTo(index).isEmpty()) {
                stub.state.reply(contact, any(6) == 0 ? u"STOP"_s : u"word %1"_s.arg(++m_serial));
            }
            break;
        case 8:
            if (any(3) == 0 && record->assigned) {
                rig.record(id, OptOutPayload{OptOutSource::Volunteer, {}, record->contact.phone});
                m_optedOut.insert(index);
            }
            break;
        case 9:
            if (any(4) == 0) {
                const auto theirs = any(2) == 0;
                stub.state.reassign({contact}, theirs ? m_shift.scene.other : m_shift.scene.texter);
                if (theirs) {
                    m_away.insert(index);
                } else {
                    m_away.remove(index);
                }
            }
            break;
        case 10:
            if (any(4) == 0) {
                stub.state.send(contact, m_shift.scene.other, u"From a colleague %1"_s.arg(++m_serial));
            }
            break;
        case 11:
        case 12:
            stub.fail(kOperations[static_cast<size_t>(any(kOperations.size()))],
                      kFaults[static_cast<size_t>(any(kFaults.size()))], 1, 1 + any(4));
            break;
        default:
            if (any(3) == 0) {
                rig.crash();
            }
        }
    }
    void press(const ContactId& id, SendKind kind, const QString& text)
    {
        auto& person = *m_shift.rig->person;
        const auto done = kind == SendKind::FirstMessage ? person.first(id, text) : person.reply(id, text);
        if (done) {
            m_approved.append({*done, id, text});
        }
    }
    bool isAway(const ContactId& id) const
    {
        return m_away.contains(static_cast<int>(m_shift.scene.contacts.indexOf(id.value.toInt())));
    }
    /// Open for good is a text whose contact was taken away before anybody could say, and an opt-out likewise.
    bool isAtRest() const
    {
        for (const auto& one : m_approved) {
            const auto row = m_shift.state(one.id);
            if (row == OutboxState::Pending || row == OutboxState::InFlight ||
                (row == OutboxState::Unknown && !isAway(one.contact))) {
                return false;
            }
        }
        return std::all_of(m_optedOut.cbegin(), m_optedOut.cend(), [this](int index) {
            return m_away.contains(index) || m_shift.stub.state.isOptedOut(there(index));
        });
    }
    const SpokeContact& there(int index) const
    {
        return *m_shift.stub.state.contacts.constFind(m_shift.scene.contacts[index]);
    }
    QString verdict() const
    {
        const auto& state = m_shift.stub.state;
        QMap<QString, int> left;     // "contact text": how often it left from this account.
        QMap<QString, int> approved; // ... and was approved.
        QMap<QString, int> counted;  // ... and counts as sent here.
        for (const auto& sent : state.sent) {
            ++left[QString::number(sent.contact) + u' ' + sent.text];
        }
        for (const auto& one : m_approved) {
            const auto key = one.contact.value + u' ' + one.text;
            ++approved[key];
            const auto row = m_shift.state(one.id);
            counted[key] += row == OutboxState::Done ? 1 : 0;
            if (row == OutboxState::Pending || row == OutboxState::InFlight) {
                return u"%1 did not come to rest"_s.arg(key);
            }
            if (row == OutboxState::Unknown && !isAway(one.contact)) {
                return u"%1 is not known, and its contact is here"_s.arg(key);
            }
        }
        for (auto it = left.cbegin(); it != left.cend(); ++it) {
            const auto isConfirmation = it.key().contains(u"opting you out"_s);
            if (it.value() > (isConfirmation ? 1 : approved.value(it.key()))) {
                return u"%1 left %2 times"_s.arg(it.key()).arg(it.value());
            }
        }
        for (auto it = counted.cbegin(); it != counted.cend(); ++it) {
            if (it.value() > left.value(it.key())) {
                return u"%1 counts as sent and did not leave"_s.arg(it.key());
            }
        }
        for (const auto index : m_optedOut) {
            if (!m_away.contains(index) && !state.isOptedOut(there(index))) {
                return u"contact %1 is not opted out there"_s.arg(index);
            }
        }
        return {};
    }

    struct Approved
    {
        CommandId id;
        ContactId contact;
        QString text;
    };
    SeededRandom m_chance;
    SpokeShift m_shift;
    QList<Approved> m_approved;
    QSet<int> m_optedOut;
    QSet<int> m_away;
    int m_serial = 0;
};

} // namespace

class tst_SpokeChaos : public QObject
{
    Q_OBJECT
private slots:
    void sendsOnce()
    {
        const auto first = qEnvironmentVariableIntValue("TEXTBANK_CHAOS_SEED");
        const auto asked = qEnvironmentVariableIntValue("TEXTBANK_CHAOS_RUNS");
        for (int seed = first; seed < first + (asked > 0 ? asked : 6); ++seed) {
            Chaos chaos(static_cast<quint64>(seed));
            const auto wrong = chaos.run();
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong)));
        }
    }
};

QTEST_GUILESS_MAIN(tst_SpokeChaos)
#include "tst_SpokeChaos.moc"
