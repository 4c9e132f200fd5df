#include "tests/core/sync/EngineRig.h"

#include <QFileInfo>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using Trouble = FakeGateway::Trouble;
using Verb = FakeGateway::Verb;

namespace {

constexpr int kContacts = 12;

/// One shift out of a seed: a person who texts, tags and opts people out while the network and the program fail.
class Shift
{
public:
    explicit Shift(quint64 seed)
        : m_rig(kContacts, seed)
        , m_chance(seed * 7919 + 1)
    {
        m_rig.gateway.setStatusChanges(m_chance.below(2) == 0);
        m_rig.gateway.setPageSize(1 + static_cast<int>(m_chance.below(5)));
        m_rig.begin(kContacts);
    }

    void work()
    {
        m_rig.gateway.setTrouble([this](Verb verb) { return troubleFor(verb); });
        for (int turn = 0; turn < 60; ++turn) {
            act();
            switch (m_chance.below(6)) {
            case 0:
                crash();
                break;
            case 1:
                m_rig.run(Millis{static_cast<qint64>(m_chance.below(90'000))});
                break;
            case 2:
                m_rig.engine->poke();
                break;
            default:
                m_rig.engine->step();
                for (auto left = m_chance.below(4); left > 0; --left) {
                    m_rig.gateway.deliverOne();
                }
            }
        }
    }

    /// The network heals; everything comes to its end.
    void heal()
    {
        m_rig.gateway.setTrouble({});
        crash(); // An answer that never came would otherwise be waited for.
        m_rig.run(std::chrono::minutes(10));
    }

    QString wrong()
    {
        if (m_rig.store->outboxCounts().open() != 0) {
            return u"%1 commands never acknowledged"_s.arg(m_rig.store->outboxCounts().open());
        }
        QSet<QString> texted;
        for (const auto& text : m_rig.gateway.texted()) {
            if (texted.contains(text.id.value) || !m_approved.contains(text.id)) {
                return u"texted twice or without approval"_s;
            }
            texted.insert(text.id.value);
        }
        for (const auto& id : m_approved) {
            const auto state = m_rig.stateOf(id);
            if ((state == OutboxState::Done) != texted.contains(id.value)) {
                return u"an approval in state %1 that the carrier %2"_s.arg(static_cast<int>(state))
                    .arg(texted.contains(id.value) ? u"has"_s : u"does not have"_s);
            }
        }
        for (const auto& id : m_others) {
            const auto outcome = m_rig.gateway.outcomes().constFind(id.value);
            if (outcome == m_rig.gateway.outcomes().cend() || m_rig.stateOf(id) != OutboxState::Done) {
                return u"a decision was lost"_s;
            }
        }
        for (const auto& each : m_optedOut) {
            const auto& number = each.first;
            if (!m_rig.gateway.isOptedOut(number) || !m_rig.store->isSuppressed(number)) {
                return u"an opt-out is not known on both sides"_s;
            }
        }
        if (m_rig.store->figures().firstSent != static_cast<int>(texted.size())) {
            return u"figures: %1 sent, %2 texted"_s.arg(m_rig.store->figures().firstSent).arg(texted.size());
        }
        if (m_rig.store->figures().repliesReceived != m_replies) {
            return u"figures: %1 replies, %2 written"_s.arg(m_rig.store->figures().repliesReceived).arg(m_replies);
        }
        return m_sentAfterOptOut;
    }

private:
    Trouble troubleFor(Verb verb)
    {
        const auto roll = m_chance.below(20);
        switch (roll) {
        case 0:
            return Trouble::NeverLeft;
        case 1:
        case 2:
            return Trouble::LoseRequest;
        case 3:
        case 4:
            return Trouble::LoseAnswer;
        case 5:
            return Trouble::Twice;
        case 6:
            return Trouble::RefuseForNow;
        case 7:
            return Trouble::BadAnswer;
        case 8:
            return verb == Verb::Changes ? Trouble::Gone : Trouble::None;
        default:
            return Trouble::None;
        }
    }

    void act()
    {
        const auto contact = static_cast<int>(m_chance.below(kContacts));
        const auto id = build::contactId(contact);
        switch (m_chance.below(8)) {
        case 0:
        case 1:
        case 2:
            if (const auto approved = m_rig.person->first(id)) {
                m_approved.append(*approved);
            }
            break;
        case 3:
            if (!m_rig.store->isSuppressed(build::phone(contact))) {
                m_others.append(m_rig.optOut(contact));
                noteOptOut(contact);
            }
            break;
        case 4:
            m_others.append(m_rig.tag(contact, u"tag-%1"_s.arg(++m_serial)));
            break;
        case 5:
            // A reply, or a STOP, that only the gateway knows so far.
            if (m_chance.below(3) == 0) {
                m_rig.gateway.receive(id, u"STOP"_s);
                noteOptOut(contact);
            } else {
                m_rig.gateway.receive(id, u"yes"_s);
            }
            ++m_replies;
            break;
        default:
            break;
        }
        checkAfterOptOuts();
    }

    /// From the moment the gateway or this program knows an opt-out, its number's texts may not grow, except by one
    /// that the gateway had taken before.
    void noteOptOut(int contact)
    {
        const auto number = build::phone(contact);
        if (m_rig.gateway.isOptedOut(number) && !known(number)) {
            m_optedOut.append({number, textsTo(number)});
        } else if (!known(number)) {
            m_pendingOptOuts.append(number);
        }
    }
    bool known(const PhoneNumber& number) const
    {
        return std::any_of(m_optedOut.cbegin(), m_optedOut.cend(),
                           [&](const auto& each) { return each.first == number; });
    }
    qsizetype textsTo(const PhoneNumber& number) const
    {
        const auto& texted = m_rig.gateway.texted();
        return std::count_if(texted.cbegin(), texted.cend(), [&](const auto& text) { return text.number == number; });
    }
    void checkAfterOptOuts()
    {
        for (const auto& number : m_pendingOptOuts) {
            if (m_rig.gateway.isOptedOut(number) && !known(number)) {
                m_optedOut.append({number, textsTo(number)});
            }
        }
        for (const auto& [number, before] : m_optedOut) {
            if (textsTo(number) != before) {
                m_sentAfterOptOut = u"a text after the opt-out was known"_s;
            }
        }
    }
    void crash()
    {
        m_rig.crash();
        m_rig.engine->start();
    }

    EngineRig m_rig;
    SeededRandom m_chance;
    QList<CommandId> m_approved;
    QList<CommandId> m_others;
    QList<std::pair<PhoneNumber, qsizetype>> m_optedOut;
    QList<PhoneNumber> m_pendingOptOuts;
    QString m_sentAfterOptOut;
    int m_replies = 0;
    int m_serial = 0;
};

} // namespace

class TestSyncSimulation : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void nothingIsLostDoubledOrUnwanted();
};

void TestSyncSimulation::initTestCase()
{
    // The program dies here, never the power: where there is a file system in memory, no fsync has to be waited for.
    if (QFileInfo memory(u"/dev/shm"_s); memory.isDir() && memory.isWritable()) {
        qputenv("TMPDIR", "/dev/shm");
    }
}

void TestSyncSimulation::nothingIsLostDoubledOrUnwanted()
{
    // More of them: TEXTBANK_SEEDS=1000 ./tst_SyncSimulation
    const auto wished = qEnvironmentVariableIntValue("TEXTBANK_SEEDS");
    const auto seeds = static_cast<quint64>(wished > 0 ? wished : 200);
    for (quint64 seed = 1; seed <= seeds; ++seed) {
        Shift shift(seed);
        shift.work();
        shift.heal();
        const auto wrong = shift.wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong)));
    }
}

QTEST_GUILESS_MAIN(TestSyncSimulation)
#include "tst_SyncSimulation.moc"
