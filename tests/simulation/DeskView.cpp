#include "tests/simulation/DeskView.h"

#include "tests/support/StoreSnapshot.h"

#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace textbank::simulation {
namespace {

/// A group of contacts whose hours end within the hour goes before the others.
constexpr Millis kSoon = 62min;
constexpr Millis kSameClock = 1min;
constexpr Millis kClocksAgree = 40s;
/// The places of what a snapshot says of a contact.
constexpr qsizetype kIdPlace = 1;
constexpr qsizetype kFlagsPlace = 14;
constexpr qsizetype kBlockedFlag = 7;
/// And of a message.
constexpr qsizetype kDeliveryPlace = 5;

/// What was in flight is unknown after a death, and with it what follows from that alone.
QStringList withoutWhatIsInFlight(const QStringList& snapshot)
{
    QSet<QString> commands;
    QSet<QString> contacts;
    for (auto line = snapshot.indexOf(u"outbox"_s) + 1; line > 0 && line < snapshot.size(); ++line) {
        const auto parts = snapshot.at(line).trimmed().split(u'|');
        const auto state = parts.size() == 7 ? static_cast<OutboxState>(parts.at(3).toInt()) : OutboxState::Done;
        if (state == OutboxState::InFlight || state == OutboxState::Unknown) {
            commands.insert(parts.at(0));
            contacts.insert(parts.at(2));
        }
    }
    QStringList lines;
    for (const auto& line : snapshot) {
        auto parts = line.split(u'|');
        const auto word = parts.first().trimmed();
        if (word == u"counts"_s || word == u"due"_s || word == u"next"_s) {
            continue;
        }
        if (word == u"contact"_s && contacts.contains(parts.at(kIdPlace))) {
            parts[kFlagsPlace][kBlockedFlag] = u'?';
        } else if (word == u"message"_s && commands.contains(parts.at(kIdPlace))) {
            parts.resize(kIdPlace + 1);
        } else if (word == u"message"_s && parts.value(kDeliveryPlace).toInt() == static_cast<int>(Delivery::Held)) {
            parts[kDeliveryPlace] = QString::number(static_cast<int>(Delivery::Waiting)); // A hold ends by itself.
        } else if (commands.contains(word)) {
            parts.resize(kIdPlace);
        }
        lines.append(parts.join(u'|'));
    }
    return lines;
}

} // namespace

DeskView DeskView::of(const Desk& desk)
{
    DeskView view;
    // While the whole desk stands only what a person asks for is on it.
    view.m_isCalm = abs(desk.sense.apart()) < kClocksAgree && !desk.store.frozen() && !desk.store.catchingUp();
    for (const auto& campaign : desk.store.campaigns()) {
        view.m_deciding.append(campaign.version + u' ' + campaign.policy.version);
        view.m_isCalm = view.m_isCalm && !campaign.paused;
    }
    for (const auto& id : desk.store.contactOrder()) {
        if (const auto* record = desk.store.contact(id)) {
            view.addContact(desk, *record);
        }
    }
    if (const auto* card = desk.review.card()) {
        view.m_card = card->record.contact.id.value;
        view.m_text = card->text;
        view.m_isEdited = card->edited;
    }
    return view;
}

void DeskView::addContact(const Desk& desk, const ContactRecord& record)
{
    const auto isToBeTexted = record.stage == ContactStage::NeedsFirstMessage && record.assigned && !record.skipped &&
                              !record.optedOut && !record.wrongNumber && !record.escalated;
    if (!isToBeTexted) {
        return;
    }
    const auto& id = record.contact.id;
    const auto isHeld = record.mayHaveOptedOut || record.blockedByUnknown;
    m_deciding.append(u"%1 %2 %3"_s.arg(id.value, record.contact.lease.value).arg(isHeld));
    if (m_first.isEmpty() && !isHeld) {
        m_first = id.value;
    }
    const auto now = desk.sense.now();
    const auto* lease = desk.store.lease(record.contact.lease);
    const auto* person = desk.people.person(id);
    m_isCalm = m_isCalm && lease != nullptr && lease->expiresAt > now + kSameClock && person != nullptr &&
               desk.ledger.isOpenByAll(*person, now - kSameClock) && desk.ledger.isOpenByAll(*person, now + kSoon);
}

void DeskView::readDisk(Store& store)
{
    const auto snapshot = snapshotOf(store);
    const auto draft = store.draft(ContactId{m_card});
    const auto isWhole = std::none_of(snapshot.cbegin(), snapshot.cend(),
                                      [](const QString& line) { return line.contains(u"unreadable"_s); });
    if (isWhole && draft && !store.isInDoubt()) {
        m_disk = withoutWhatIsInFlight(snapshot);
        m_kept = *draft;
    }
}

std::optional<QString> DeskView::differenceTo(const DeskView& now) const
{
    for (qsizetype i = 0; hasDisk() && now.hasDisk() && i < std::max(m_disk.size(), now.m_disk.size()); ++i) {
        if (m_disk.value(i) != now.m_disk.value(i)) {
            return u"\"%1\" was there and is \"%2\""_s.arg(m_disk.value(i), now.m_disk.value(i));
        }
    }
    if (!m_isCalm || !now.m_isCalm || m_deciding != now.m_deciding || m_card != m_first) {
        return std::nullopt;
    }
    if (now.m_card != m_card) {
        return u"the card was for \"%1\" and is for \"%2\""_s.arg(m_card, now.m_card);
    }
    const auto isKept = m_isEdited ? m_kept == m_text : !now.m_isEdited;
    return isKept && now.m_text != m_text ? u"\"%1\" was on the card, now \"%2\""_s.arg(m_text, now.m_text) : QString();
}

} // namespace textbank::simulation
