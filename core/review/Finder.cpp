#include "core/review/Finder.h"

#include "core/review/FoldedText.h"

#include <QSet>
#include <algorithm>
#include <vector>

namespace textbank {

namespace {

constexpr int kBeforeWord = 30;  ///< Characters shown before the first word found.
constexpr int kLineLength = 140; ///< Characters of a message shown.
constexpr size_t kLeastDead = 1000;

/// A piece of a long text around its first mark, on one line, with the marks moved along.
void cutToLine(Finder::Hit& hit, const QString& text, const QStringList& words)
{
    QString line = text;
    for (QChar& unit : line) {
        if (unit.isSpace())
            unit = u' ';
    }
    const auto marks = marksOf(words, line);
    int from = marks.isEmpty() ? 0 : std::max(0, marks.front().first - kBeforeWord);
    if (from > 0) {
        const auto space = line.indexOf(u' ', from);
        from = space >= 0 && space < marks.front().first ? static_cast<int>(space) + 1 : marks.front().first;
    }
    hit.line = line.mid(from, kLineLength);
    if (!hit.line.isEmpty() && hit.line.back().isHighSurrogate())
        hit.line.chop(1);
    for (const auto& [begin, length] : marks) {
        const int end = std::min(begin - from + length, static_cast<int>(hit.line.size()));
        if (begin - from < end)
            hit.marks.append({begin - from, end - (begin - from)});
    }
}

} // namespace

class Finder::Private
{
public:
    Private(Store& theStore, const ReplyShield* theShield)
        : store(theStore)
        , shield(theShield)
    {
        indexPeople();
    }

    struct Person
    {
        ContactId contact;
        QString name; ///< Folded.
        QString lastFour;
        QString e164;
    };
    struct Piece
    {
        int person = -1; ///< -1: the contact was read again since.
        Instant at{};
        QString text; ///< Folded.
    };

    void indexPeople();
    void indexPerson(const ContactId& contact);
    void indexMessages();
    void addMessage(const Message& message);
    void readAgain(const ContactId& contact);
    void onChanged(const StoreChange& change);
    /// 0 is best; -1 is no match.
    static int rank(const Person& person, const QStringList& words, const QString& digits);
    QList<Hit> people(const QStringList& words, const QString& digits, int limit) const;
    QList<Hit> messages(const QStringList& words, int limit) const;

    Store& store;
    const ReplyShield* shield;
    std::vector<Person> persons;
    QHash<ContactId, int> personOf;
    bool messagesIndexed = false;
    std::vector<Piece> pieces;
    QHash<int, std::vector<size_t>> piecesOf;
    size_t dead = 0;
};

void Finder::Private::indexPeople()
{
    persons.clear();
    personOf.clear();
    const QList<ContactId>& order = store.contactOrder();
    persons.reserve(static_cast<size_t>(order.size()));
    for (const ContactId& contact : order)
        indexPerson(contact);
}

void Finder::Private::indexPerson(const ContactId& contact)
{
    const ContactRecord* record = store.contact(contact);
    if (!record)
        return;
    Person person{contact, foldedForFind(record->contact.displayName()), record->contact.phone.lastFour(),
                  record->contact.phone.e164()};
    const auto known = personOf.constFind(contact);
    if (known != personOf.constEnd()) {
        persons[static_cast<size_t>(*known)] = std::move(person);
        return;
    }
    personOf.insert(contact, static_cast<int>(persons.size()));
    persons.push_back(std::move(person));
}

void Finder::Private::indexMessages()
{
    pieces.clear();
    piecesOf.clear();
    dead = 0;
    const Result<void> read = store.eachMessage([this](const Message& message) {
        addMessage(message);
        return true;
    });
    messagesIndexed = read.has_value(); // Else what was read is searched, and the next search reads again.
}

void Finder::Private::addMessage(const Message& message)
{
    const int person = personOf.value(message.contact, -1);
    if (person < 0)
        return;
    piecesOf[person].push_back(pieces.size());
    pieces.push_back({person, message.at, foldedForFind(message.text)});
}

void Finder::Private::readAgain(const ContactId& contact)
{
    const int person = personOf.value(contact, -1);
    if (person < 0)
        return;
    const Result<QList<Message>> thread = store.conversation(contact);
    if (!thread) {
        messagesIndexed = false;
        return;
    }
    for (const size_t piece : piecesOf.take(person)) {
        pieces[piece] = {};
        ++dead;
    }
    for (const Message& message : *thread)
        addMessage(message);
    if (dead > kLeastDead && dead > pieces.size() / 2)
        messagesIndexed = false; // More gaps than words: the next search reads everything once.
}

void Finder::Private::onChanged(const StoreChange& change)
{
    if (change.everything) {
        indexPeople();
        messagesIndexed = false;
        return;
    }
    for (const ContactId& contact : change.contacts) {
        indexPerson(contact);
        if (messagesIndexed)
            readAgain(contact);
    }
}

int Finder::Private::rank(const Person& person, const QStringList& words, const QString& digits)
{
    if (!digits.isEmpty()) {
        if (digits.size() >= 4 && person.e164.endsWith(digits))
            return 0;
        if (digits.size() < 4 && person.lastFour.startsWith(digits))
            return 2;
    }
    int worst = 0;
    for (const QString& word : words) {
        const auto at = person.name.indexOf(word);
        if (at < 0)
            return -1;
        const bool begins = at == 0 || person.name.contains(QString(u' ' + word));
        worst = std::max(worst, at == 0 ? 0 : begins ? 1 : 3);
    }
    return worst;
}

QList<Finder::Hit> Finder::Private::people(const QStringList& words, const QString& digits, int limit) const
{
    std::vector<std::pair<int, size_t>> found;
    for (size_t i = 0; i < persons.size(); ++i) {
        if (const int how = rank(persons[i], words, digits); how >= 0)
            found.emplace_back(how, i);
    }
    const auto most = std::min(found.size(), static_cast<size_t>(limit));
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(most), found.end(),
                      [this](const auto& a, const auto& b) {
                          if (a.first != b.first)
                              return a.first < b.first;
                          const int names = persons[a.second].name.compare(persons[b.second].name);
                          return names != 0 ? names < 0 : a.second < b.second;
                      });
    QList<Hit> hits;
    for (size_t i = 0; i < most; ++i) {
        const ContactRecord* record = store.contact(persons[found[i].second].contact);
        if (!record)
            continue;
        Hit hit;
        hit.contact = record->contact.id;
        const QString name = record->contact.displayName();
        hit.line = name.isEmpty() ? record->contact.phone.national() : name;
        hit.marks = marksOf(words, hit.line);
        hit.at = record->lastActivity;
        hits.append(std::move(hit));
    }
    return hits;
}

QList<Finder::Hit> Finder::Private::messages(const QStringList& words, int limit) const
{
    std::vector<size_t> found;
    for (size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        if (piece.person >= 0 &&
            std::all_of(words.cbegin(), words.cend(), [&](const QString& word) { return piece.text.contains(word); }))
            found.push_back(i);
    }
    const auto most = std::min(found.size(), static_cast<size_t>(std::max(limit, 0)));
    std::partial_sort(
        found.begin(), found.begin() + static_cast<std::ptrdiff_t>(most), found.end(),
        [this](size_t a, size_t b) { return pieces[a].at != pieces[b].at ? pieces[a].at > pieces[b].at : a > b; });
    QList<Hit> hits;
    for (size_t i = 0; i < most; ++i) {
        const Piece& piece = pieces[found[i]];
        const ContactId& contact = persons[static_cast<size_t>(piece.person)].contact;
        // The text as written is read for what is shown alone; in memory there is one copy of each message, not two.
        const Result<QList<Message>> thread = store.conversation(contact);
        if (!thread)
            continue;
        const auto message = std::find_if(thread->cbegin(), thread->cend(), [&](const Message& one) {
            return one.at == piece.at && foldedForFind(one.text) == piece.text;
        });
        if (message == thread->cend())
            continue;
        Hit hit;
        hit.kind = Hit::Kind::Message;
        hit.contact = contact;
        hit.at = piece.at;
        if (shield && message->direction == Direction::Incoming)
            hit.harshness = shield->read(message->text);
        cutToLine(hit, message->text, words);
        hits.append(std::move(hit));
    }
    return hits;
}

Finder::Finder(Store& store, const ReplyShield* shield)
    : d(std::make_unique<Private>(store, shield))
{
    connect(&store, &Store::changed, this, [this](const StoreChange& change) { d->onChanged(change); });
}

Finder::~Finder() = default;

QList<Finder::Hit> Finder::find(const QString& query, int limit)
{
    const QStringList words = foldedWords(query);
    if (words.isEmpty() || limit <= 0)
        return {};
    QString digits;
    bool number = true;
    for (const QChar unit : query) {
        if (unit.isDigit())
            digits += unit;
        else if (!unit.isSpace() && !QStringView(u"()+-.").contains(unit))
            number = false;
    }
    if (!number)
        digits.clear();
    if (!d->messagesIndexed)
        d->indexMessages();
    // People first, but a short word that many names have leaves room for messages.
    const QList<Hit> messages = d->messages(words, limit);
    QList<Hit> hits = d->people(words, digits, std::max(limit / 2, limit - static_cast<int>(messages.size())));
    hits += messages.first(std::min(messages.size(), limit - hits.size()));
    return hits;
}

} // namespace textbank
