#include "core/model/Outbox.h"

#include <QtTest>
#include <array>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace textbank;

namespace {

using S = OutboxState;
using E = OutboxEvent;

constexpr std::array kStates{S::Pending, S::InFlight, S::Done, S::Refused, S::Unknown, S::Cancelled, S::Expired};
constexpr std::array kEvents{E::Claim,     E::NeverLeft, E::MayHaveLeft, E::Accept,  E::Refuse,
                             E::NeverSeen, E::Cancel,    E::Expire,      E::Recover, E::GiveUp};

} // namespace

class tst_Outbox : public QObject
{
    Q_OBJECT
private slots:
    void itsNumbersAreOnDisk()
    {
        for (size_t i = 0; i < kStates.size(); ++i) {
            QCOMPARE(static_cast<size_t>(kStates[i]), i);
        }
    }
    void theMovesAreTheseAndNoOthers()
    {
        const QMap<std::pair<int, int>, S> moves{
            {{int(S::Pending), int(E::Claim)}, S::InFlight},     {{int(S::Pending), int(E::Cancel)}, S::Cancelled},
            {{int(S::Pending), int(E::Expire)}, S::Expired},     {{int(S::Pending), int(E::Recover)}, S::Pending},
            {{int(S::InFlight), int(E::NeverLeft)}, S::Pending}, {{int(S::InFlight), int(E::MayHaveLeft)}, S::Unknown},
            {{int(S::InFlight), int(E::Recover)}, S::Unknown},   {{int(S::InFlight), int(E::Accept)}, S::Done},
            {{int(S::InFlight), int(E::Refuse)}, S::Refused},    {{int(S::Unknown), int(E::Accept)}, S::Done},
            {{int(S::Unknown), int(E::GiveUp)}, S::Done},        {{int(S::Unknown), int(E::Refuse)}, S::Refused},
            {{int(S::Unknown), int(E::NeverSeen)}, S::Pending},  {{int(S::Unknown), int(E::MayHaveLeft)}, S::Unknown},
            {{int(S::Unknown), int(E::NeverLeft)}, S::Unknown},  {{int(S::Unknown), int(E::Recover)}, S::Unknown},
            {{int(S::Done), int(E::Accept)}, S::Done},           {{int(S::Done), int(E::GiveUp)}, S::Done},
            {{int(S::Refused), int(E::Refuse)}, S::Refused},     {{int(S::Cancelled), int(E::Cancel)}, S::Cancelled},
            {{int(S::Expired), int(E::Expire)}, S::Expired},     {{int(S::Done), int(E::Recover)}, S::Done},
            {{int(S::Refused), int(E::Recover)}, S::Refused},    {{int(S::Cancelled), int(E::Recover)}, S::Cancelled},
            {{int(S::Expired), int(E::Recover)}, S::Expired},
        };
        for (const auto state : kStates) {
            for (const auto event : kEvents) {
                const auto next = reduce(state, event);
                const auto expected = moves.constFind({int(state), int(event)});
                QCOMPARE(next.has_value(), expected != moves.cend());
                if (next) {
                    QCOMPARE(*next, *expected);
                } else {
                    QCOMPARE(next.error().code, ErrorCode::Conflict);
                }
            }
        }
    }
    void nothingLeavesATerminalState()
    {
        for (const auto state : kStates) {
            for (const auto event : kEvents) {
                if (isTerminal(state)) {
                    QCOMPARE(reduce(state, event).value_or(state), state);
                }
            }
        }
    }
    void onlyTheGatewaysWordOrAPersonEndsNotKnowing()
    {
        for (const auto event : kEvents) {
            const auto next = reduce(S::Unknown, event).value_or(S::Unknown);
            const auto word = event == E::Accept || event == E::Refuse || event == E::NeverSeen || event == E::GiveUp;
            QCOMPARE(next != S::Unknown, word);
        }
    }
    void aRestartLeavesNothingInFlight()
    {
        for (const auto state : kStates) {
            const auto recovered = reduce(state, E::Recover);
            QVERIFY(recovered);
            QVERIFY(*recovered != S::InFlight);
            QCOMPARE(reduce(*recovered, E::Recover).value(), *recovered);
        }
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void anyHistoryLeavesAtMostOnceUnlessTheGatewayNeverSawIt()
    {
        QVERIFY(rc::check("history", [] {
            auto state = S::Pending;
            auto mayBeOut = false;
            for (const auto event : *rc::gen::container<std::vector<E>>(
                     rc::gen::elementOf(std::vector<E>(kEvents.begin(), kEvents.end())))) {
                const auto next = reduce(state, event);
                if (!next) {
                    continue;
                }
                if (event == E::Claim) {
                    RC_ASSERT(!mayBeOut);
                    mayBeOut = true;
                } else if ((event == E::NeverLeft && state == S::InFlight) || event == E::NeverSeen) {
                    mayBeOut = false;
                }
                // While it may be out it can be neither cancelled nor dropped as expired.
                RC_ASSERT(!mayBeOut || (*next != S::Cancelled && *next != S::Expired && *next != S::Pending));
                RC_ASSERT(!isTerminal(state) || *next == state);
                state = *next;
            }
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_Outbox)
#include "tst_Outbox.moc"
