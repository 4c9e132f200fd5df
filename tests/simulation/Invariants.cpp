#include "tests/simulation/DecisionCheck.h"

#include "core/gateway/Wire.h"
#include "tests/support/StoreSnapshot.h"

#include <algorithm>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

/// What the gateway's own record says, read once.
struct Truth
{
    struct Outcome
    {
        bool accepted = false;
        QString volunteer;
    };
    struct Text
    {
        QString id;
        QString contact;
        QString volunteer;
        bool incoming = false;
        QString words;
        int delivery = 0;
    };
    struct Holding
    {
        QString volunteer;
        QString lease;
        ContactStage stage = ContactStage::NeedsFirstMessage;
    };
    std::map<QString, Outcome> outcomes; ///< By command id.
    std::vector<Text> texts;
    std::map<QString, Holding> holders; ///< By contact: those that somebody has now.
    std::map<QString, QString> numbers; ///< By contact.
    std::set<QString> suppressed;       ///< Numbers.
    std::set<QString> everLogged;       ///< Numbers that were suppressed at some time.
    std::map<QString, bool> frozen;     ///< By volunteer.
    std::set<QString> signedIn;         ///< Volunteers with a live session.
    QString brief;
    bool paused = false;
    int waitingForCarrier = 0;
};

class Check
{
public:
    explicit Check(World& world)
        : m_world(world)
        , m_record(world.record())
    {
    }

    void run()
    {
        if (!readGateway()) {
            m_record.violate("rest", u"the gateway's record cannot be read"_s);
            return;
        }
        carrierHasWhatWasAccepted();
        textsHadTheirLease();
        voterWordsArrived();
        DecisionCheck(m_world).run();
        for (auto& laptop : m_world.laptops()) {
            rowsEndedAsTheGatewaySays(*laptop);
            if (!laptop->isUp()) {
                continue;
            }
            figuresAreACount(*laptop);
            if (isConnected(*laptop)) {
                optOutsAreKnown(*laptop);
                storeIsTheGatewaysWord(*laptop);
            }
            restartChangesNothing(*laptop);
        }
    }

private:
    using Row = std::function<void(const QSqlQuery&)>;
    bool query(const QString& sql, const Row& row) { return m_world.server().read(sql, {}, row); }
    static QString text(const QSqlQuery& row, int column) { return row.value(column).toString(); }

    bool readGateway()
    {
        auto read = query(u"SELECT id, status, volunteer FROM commands"_s, [this](const QSqlQuery& row) {
            m_truth.outcomes[text(row, 0)] = {row.value(1).toInt() == 0, text(row, 2)};
        });
        read = query(u"SELECT id, contact, volunteer, direction, text, delivery, to_hand_over FROM messages "
                     "WHERE kind <> 2 ORDER BY sequence"_s,
                     [this](const QSqlQuery& row) {
                         m_truth.texts.push_back({text(row, 0), text(row, 1), text(row, 2), row.value(3).toInt() == 0,
                                                  text(row, 4), row.value(5).toInt()});
                         m_truth.waitingForCarrier += row.value(6).toInt();
                     }) &&
               read;
        read = query(u"SELECT id, number, volunteer, lease, stage FROM contacts"_s,
                     [this](const QSqlQuery& row) {
                         m_truth.numbers[text(row, 0)] = text(row, 1);
                         if (!text(row, 2).isEmpty()) {
                             m_truth.holders[text(row, 0)] = {text(row, 2), text(row, 3),
                                                              static_cast<ContactStage>(row.value(4).toInt())};
                         }
                     }) &&
               read;
        read = query(u"SELECT number FROM suppressions"_s,
                     [this](const QSqlQuery& row) { m_truth.suppressed.insert(text(row, 0)); }) &&
               read;
        read = query(u"SELECT number FROM suppression_log WHERE added = 1"_s,
                     [this](const QSqlQuery& row) { m_truth.everLogged.insert(text(row, 0)); }) &&
               read;
        read = query(u"SELECT id, frozen FROM volunteers"_s,
                     [this](const QSqlQuery& row) { m_truth.frozen[text(row, 0)] = row.value(1).toBool(); }) &&
               read;
        read = query(u"SELECT volunteer FROM sessions WHERE ended_at IS NULL"_s,
                     [this](const QSqlQuery& row) { m_truth.signedIn.insert(text(row, 0)); }) &&
               read;
        return query(u"SELECT document, paused FROM campaigns"_s,
                     [this](const QSqlQuery& row) {
                         const auto json = wire::parseObject(text(row, 0).toUtf8());
                         const auto campaign = json ? wire::readCampaign(*json) : Result<Campaign>(Campaign{});
                         m_truth.brief = campaign ? campaign->brief : u"unreadable"_s;
                         m_truth.paused = row.value(1).toBool();
                     }) &&
               read;
    }

    static QString who(const SimLaptop& laptop) { return u"laptop %1"_s.arg(laptop.identity().machine); }

    bool isConnected(SimLaptop& laptop) const
    {
        return m_truth.signedIn.contains(laptop.identity().volunteer.value) &&
               laptop.engine().status().state == SyncState::Online;
    }

    /// The carrier's ledger and the gateway's record are the same texts.
    void carrierHasWhatWasAccepted()
    {
        std::set<QString> handed;
        for (const auto& each : m_world.carrier().handed()) {
            handed.insert(each.text.id.value);
        }
        if (m_truth.waitingForCarrier > 0) {
            m_record.violate("rest", u"%1 texts still wait for the carrier"_s.arg(m_truth.waitingForCarrier));
        }
        for (const auto& each : m_truth.texts) {
            if (each.incoming) {
                continue;
            }
            const auto stopped = each.delivery == static_cast<int>(Delivery::Failed);
            if (!handed.contains(each.id) && !stopped) {
                m_record.violate("I4", u"text %1 was accepted and never handed to the carrier"_s.arg(each.id));
            }
        }
        for (const auto& id : handed) {
            const auto outcome = m_truth.outcomes.find(id);
            const auto confirmation = id.startsWith("confirmation-"_L1);
            if (!confirmation && (outcome == m_truth.outcomes.end() || !outcome->second.accepted)) {
                m_record.violate("I4", u"the carrier has %1, which the gateway's record does not"_s.arg(id));
            }
        }
    }

    /// Whoever sent it held the contact then, by the lease that it was approved under. In the order in which the
    /// gateway did things: its clock may have gone back.
    void textsHadTheirLease()
    {
        std::map<QString, qint64> ends; // By lease.
        auto read =
            query(u"SELECT sequence, body FROM changes WHERE body LIKE '%lease.ended%'"_s, [&](const QSqlQuery& row) {
                const auto json = wire::parseObject(text(row, 1).toUtf8());
                if (json && json->value("type"_L1) == u"lease.ended"_s) {
                    ends.emplace(json->value("lease"_L1).toString(), row.value(0).toLongLong());
                }
            });
        read =
            query(
                u"SELECT m.id, m.sequence, e.lease, l.token, l.cursor, l.id IS NULL OR l.volunteer <> m.volunteer "
                "OR l.expires_at <= m.at OR m.at >= e.send_before FROM messages m "
                "JOIN evidence e ON e.message = m.id LEFT JOIN leases l ON l.id = e.lease WHERE m.kind IN (0, 1)"_s,
                [&](const QSqlQuery& row) {
                    const auto sequence = row.value(1).toLongLong();
                    const auto end = ends.find(text(row, 2));
                    const auto began = text(row, 4).section(u'.', -1).toLongLong();
                    if (row.value(5).toBool() || began > sequence || (end != ends.end() && end->second < sequence)) {
                        m_record.violate(
                            "I3", u"text %1 was accepted without a lease of its own, or too late"_s.arg(text(row, 0)));
                    }
                    if (const auto token = approvedUnder(text(row, 0)); token && *token != text(row, 3)) {
                        m_record.violate(
                            "I3", u"text %1 was approved under another lease than the one it was accepted under"_s.arg(
                                      text(row, 0)));
                    }
                }) &&
            read;
        if (!read) {
            m_record.violate("rest", u"the gateway's leases cannot be read"_s);
        }
    }
    /// The fencing token of a text's approval, where a laptop knows of it.
    std::optional<QString> approvedUnder(const QString& id)
    {
        for (const auto& laptop : m_world.laptops()) {
            const auto row = laptop->watch().rows().find(id);
            const auto* send =
                row != laptop->watch().rows().end() ? std::get_if<SendPayload>(&row->second.command.payload) : nullptr;
            if (send != nullptr) {
                return send->leaseToken;
            }
        }
        return std::nullopt;
    }

    /// What voters wrote is with the gateway, and a STOP is an opt-out there.
    void voterWordsArrived()
    {
        std::set<QString> stored;
        for (const auto& each : m_truth.texts) {
            stored.insert(each.id);
        }
        const auto strays =
            query(u"SELECT id FROM stray_replies"_s, [&](const QSqlQuery& row) { stored.insert(text(row, 0)); });
        if (!strays) {
            m_record.violate("rest", u"the gateway's stray replies cannot be read"_s);
        }
        for (const auto& word : m_world.ledger().words()) {
            if (word.isVoters() && !stored.contains(word.id.value)) {
                m_record.violate("I4", u"%1, which the carrier reported, is not with the gateway"_s.arg(word.id.value));
            }
            if (word.meaning == RoomLedger::Meaning::Stop && (word.isVoters() || word.taken != 0) &&
                !m_truth.everLogged.contains(word.number.e164())) {
                m_record.violate("I4", u"%1 asked to stop and the gateway has no opt-out"_s.arg(word.number.e164()));
            }
        }
    }

    void rowsEndedAsTheGatewaySays(SimLaptop& laptop)
    {
        const auto ended = laptop.isOver() || !laptop.isUp() || !isConnected(laptop);
        for (const auto& [id, row] : laptop.watch().rows()) {
            const auto outcome = m_truth.outcomes.find(id);
            const auto known = outcome != m_truth.outcomes.end();
            const auto accepted = known && outcome->second.accepted;
            const auto where = u"%1, command %2 (%3)"_s.arg(who(laptop), id, commandType(row.command.payload));
            switch (row.state) {
            case OutboxState::Done:
                if (!accepted) {
                    m_record.violate("I4", where + u" is done here and not accepted by the gateway"_s);
                }
                break;
            case OutboxState::Refused:
                if (!row.cloned && (accepted || !known)) {
                    m_record.violate("I4", where + u" is refused here, and %1 by the gateway"_s.arg(
                                                       accepted ? u"accepted"_s : u"never seen"_s));
                }
                break;
            case OutboxState::Cancelled:
            case OutboxState::Expired:
                if (accepted && !row.cloned && std::holds_alternative<SendPayload>(row.command.payload)) {
                    m_record.violate("I4", where + u" was stopped here (state %1) and accepted by the gateway"_s.arg(
                                                       static_cast<int>(row.state)));
                }
                break;
            default:
                if (!ended) {
                    m_record.violate("I4",
                                     where + u" is still open at rest, state %1"_s.arg(static_cast<int>(row.state)));
                }
                break;
            }
            optOutArrived(laptop, row, where);
        }
    }

    void optOutArrived(SimLaptop& laptop, const OutboxWatch::Row& row, const QString& where)
    {
        const auto* optOut = std::get_if<OptOutPayload>(&row.command.payload);
        const auto stuck = isOpen(row.state) && (laptop.isOver() || !laptop.isUp() || !isConnected(laptop));
        if (optOut != nullptr && !stuck && !m_truth.everLogged.contains(optOut->number.e164())) {
            m_record.violate("I4", where + u": the gateway never had this opt-out"_s);
        }
    }
    static bool isOpen(OutboxState state) { return !isTerminal(state); }

    static void figuresAreACount(SimLaptop& laptop, SimRecord& record)
    {
        const auto counted = recount(laptop.store());
        if (!(counted == laptop.store().figures())) {
            record.violate("I6", u"%1: figures are %2, counted %3"_s.arg(who(laptop), printed(laptop.store().figures()),
                                                                         printed(counted)));
        }
    }
    void figuresAreACount(SimLaptop& laptop) { figuresAreACount(laptop, m_record); }

    void optOutsAreKnown(SimLaptop& laptop)
    {
        auto& store = laptop.store();
        for (const auto& id : store.contactOrder()) {
            const auto* contact = store.contact(id);
            const auto holder = m_truth.holders.find(id.value);
            const auto held =
                holder != m_truth.holders.end() && holder->second.volunteer == laptop.identity().volunteer.value;
            const auto there = m_truth.suppressed.contains(contact->contact.phone.e164());
            const auto here = store.isSuppressed(contact->contact.phone);
            if (there && held && !here) {
                m_record.violate("I4", u"%1 does not know of the opt-out of contact %2"_s.arg(who(laptop), id.value));
            }
            if (here != contact->optedOut) {
                m_record.violate("I5", u"%1: contact %2 and its suppression disagree"_s.arg(who(laptop), id.value));
            }
            if (here && !m_truth.everLogged.contains(contact->contact.phone.e164())) {
                m_record.violate("I4", u"%1 alone knows of the opt-out of contact %2"_s.arg(who(laptop), id.value));
            }
        }
    }

    /// The batch that this laptop asked for and did not get yet; it has the request's id.
    static QString wishOf(const Store& store)
    {
        const auto note = store.setting(u"sync.leaseRequest."_s + store.campaigns().constFirst().id.value);
        const auto json = wire::parseObject(note.value_or(QString()).toUtf8());
        return json ? json->value("id"_L1).toString() : QString();
    }

    /// The store shows what a replay of everything the gateway said would show.
    void storeIsTheGatewaysWord(SimLaptop& laptop)
    {
        auto& store = laptop.store();
        const auto& volunteer = laptop.identity().volunteer.value;
        for (const auto& [id, holding] : m_truth.holders) {
            const auto* contact = store.contact({id});
            if (holding.volunteer != volunteer) {
                if (contact != nullptr && contact->assigned) {
                    m_record.violate("I5", u"%1 has contact %2, which is another's"_s.arg(who(laptop), id));
                }
                continue;
            }
            if (laptop.isClone() && contact == nullptr) {
                continue; // Its twin pulled a batch; what came with an answer came to one of them.
            }
            if (contact == nullptr || (!contact->assigned && !laptop.isClone())) {
                // A batch whose answer was lost comes with the next wish for one, which is written down until then. One
                // of its contacts, and the lease with it, may have come alone.
                const auto isAwaited = wishOf(store) == holding.lease;
                if (!isAwaited && (contact != nullptr || store.lease({holding.lease}) != nullptr)) {
                    m_record.violate("I5", u"%1 does not have contact %2, which is its own (%3)"_s.arg(
                                               who(laptop), id, contact != nullptr ? u"taken away"_s : u"unknown"_s));
                }
            } else if (contact->stage != holding.stage && !laptop.isClone() &&
                       !isForAPerson(laptop, contact->contact.id)) {
                m_record.violate("I5", u"%1: contact %2 is in stage %3 here and in %4 there"_s.arg(who(laptop), id)
                                           .arg(static_cast<int>(contact->stage))
                                           .arg(static_cast<int>(holding.stage)));
            }
        }
        for (const auto& id : store.contactOrder()) {
            if (store.contact(id)->assigned && !m_truth.holders.contains(id.value)) {
                m_record.violate("I5", u"%1 has contact %2, which is nobody's"_s.arg(who(laptop), id.value));
            }
        }
        repliesAreThere(laptop);
        if (const auto frozen = m_truth.frozen.find(volunteer);
            frozen != m_truth.frozen.end() && frozen->second != store.frozen()) {
            m_record.violate("I5", u"%1: frozen here %2"_s.arg(who(laptop)).arg(store.frozen()));
        }
        const auto& campaign = store.campaigns().constFirst();
        // A pause gives the same document another version, without anything to fetch: what it says counts.
        if (campaign.brief != m_truth.brief || campaign.paused != m_truth.paused) {
            m_record.violate("I5", u"%1: campaign says \"%2\" paused %3 here, \"%4\" paused %5 there"_s
                                       .arg(who(laptop), campaign.brief)
                                       .arg(campaign.paused)
                                       .arg(m_truth.brief)
                                       .arg(m_truth.paused));
        }
    }

    /// Whose turn it is may be seen differently on the two sides once a text was stopped here or something was refused:
    /// the desk then shows the contact for a person to look at, and the gateway need not know.
    static bool isForAPerson(SimLaptop& laptop, const ContactId& contact)
    {
        const auto& rows = laptop.watch().rows();
        return std::any_of(rows.cbegin(), rows.cend(), [&](const auto& each) {
            const auto& row = each.second;
            const auto stopped = std::holds_alternative<SendPayload>(row.command.payload) &&
                                 (row.state == OutboxState::Cancelled || row.state == OutboxState::Expired);
            return row.command.contact == contact && (stopped || row.state == OutboxState::Refused);
        });
    }

    void repliesAreThere(SimLaptop& laptop)
    {
        auto& store = laptop.store();
        std::map<QString, QList<Message>> threads;
        for (const auto& each : m_truth.texts) {
            const auto holder = m_truth.holders.find(each.contact);
            const auto* contact = store.contact({each.contact});
            if (holder == m_truth.holders.end() || holder->second.volunteer != laptop.identity().volunteer.value ||
                contact == nullptr) {
                continue;
            }
            auto thread = threads.find(each.contact);
            if (thread == threads.end()) {
                thread = threads.emplace(each.contact, store.conversation({each.contact}).value_or({})).first;
            }
            const auto found = std::find_if(thread->second.cbegin(), thread->second.cend(),
                                            [&](const Message& message) { return message.id.value == each.id; });
            if (found == thread->second.cend()) {
                if (each.incoming || !laptop.isClone()) {
                    m_record.violate(
                        "I4", u"%1 does not have text %2 of contact %3"_s.arg(who(laptop), each.id, each.contact));
                }
            } else if (!each.incoming && laptop.isClone() && found->text.isEmpty()) {
                continue; // Its twin sent it; all that is known here is that somebody was texted.
            } else if (found->text != each.words) {
                m_record.violate("I5", u"%1: text %2 says something else here"_s.arg(who(laptop), each.id));
            } else if (!each.incoming && !laptop.isClone() && found->delivery != static_cast<Delivery>(each.delivery) &&
                       each.volunteer == laptop.identity().volunteer.value) {
                m_record.violate("I5", u"%1: text %2 is in delivery %3 here and in %4 there"_s.arg(who(laptop), each.id)
                                           .arg(static_cast<int>(found->delivery))
                                           .arg(each.delivery));
            }
        }
    }

    /// Closed and opened again, it shows the same card and everything else it showed.
    void restartChangesNothing(SimLaptop& laptop)
    {
        if (laptop.wantsOut() || !laptop.hasDesk()) {
            return; // It goes on signing out, and that changes what is shown; or nothing is shown any more.
        }
        laptop.inbox().flushDraft();
        laptop.refresh();
        const auto before = snapshotOf(laptop.store());
        const auto typed = typedAt(laptop);
        const auto mayEnd = leaseRanOut(laptop);
        // Half of them are closed, which saves what is being typed; half die.
        const auto closes = m_world.image().shape.laptops % 2 == 0;
        if (closes) {
            laptop.quit();
        } else {
            laptop.kill();
        }
        if (!laptop.start()) {
            m_record.violate("I6", u"%1 does not start again"_s.arg(who(laptop)));
            return;
        }
        if (!laptop.hasDesk() && mayEnd && laptop.store().ended()->reason == EndReason::DeadlinePassed) {
            return; // While the gateway answers a lease may run out; a start asks only the clock.
        }
        if (closes && laptop.hasDesk()) {
            const auto now = typedAt(laptop); // The order may be another one by now, and with it the card.
            if (now.first == typed.first && now.second != typed.second) {
                m_record.violate("I6", u"%1: \"%2\" was typed, \"%3\" is there after it was closed"_s.arg(
                                           who(laptop), typed.second, now.second));
            }
        } else if (const auto after = snapshotOf(laptop.store()); before != after) {
            m_record.violate(
                "I6", u"%1 shows something else after a restart: %2"_s.arg(who(laptop), difference(before, after)));
        }
        figuresAreACount(laptop);
    }
    /// Whom the card is for, and its text.
    static std::pair<QString, QString> typedAt(SimLaptop& laptop)
    {
        const auto* card = laptop.review().card();
        return card != nullptr ? std::pair(card->record.contact.id.value, card->text) : std::pair<QString, QString>();
    }
    /// By the time that it may go by: somebody may have set its clock since the gateway last spoke.
    static bool leaseRanOut(SimLaptop& laptop)
    {
        const auto leases = laptop.store().leases();
        const auto now = laptop.sense().latest() + std::chrono::minutes(1);
        return std::all_of(leases.cbegin(), leases.cend(),
                           [now](const Lease& lease) { return lease.expiresAt <= now; });
    }
    static QString difference(const QStringList& before, const QStringList& after)
    {
        for (qsizetype i = 0; i < std::max(before.size(), after.size()); ++i) {
            const auto one = i < before.size() ? before.at(i) : u"nothing"_s;
            const auto other = i < after.size() ? after.at(i) : u"nothing"_s;
            if (one != other) {
                return one + u" / "_s + other;
            }
        }
        return {};
    }

    World& m_world;
    SimRecord& m_record;
    Truth m_truth;
};

} // namespace

void checkInvariants(World& world)
{
    if (world.record().violation().isEmpty()) {
        Check(world).run();
    }
}

} // namespace textbank::simulation
