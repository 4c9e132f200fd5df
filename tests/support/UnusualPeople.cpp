#include "tests/support/UnusualPeople.h"

#include "core/base/Random.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace textbank::unusual {

QString mark()
{
    static const auto kMark = [] {
        SystemRandom random;
        auto letters = qEnvironmentVariable("TEXTBANK_UNUSUAL_MARK");
        while (letters.size() < 8) {
            letters.append(QChar(u'a' + static_cast<char16_t>(random.below(26))));
        }
        return letters;
    }();
    return kMark;
}

QList<Person> people()
{
    const QStringList first{u"Zephyrine"_s, u"Quillon"_s,   u"Wilhelmina"_s,  u"Xanthippe"_s,
                            u"Jocasta"_s,   u"Thelonius"_s, u"Bartholo"_s,    u"Persephone"_s,
                            u"Ignatius"_s,  u"Guadalupe"_s, u"Zoë-Aurélie"_s, u"Fyodor"_s};
    QList<Person> made;
    for (int i = 0; i < first.size(); ++i) {
        made.append({first.at(i) + mark(), u"Umberfield%1ton"_s.arg(QChar(u'a' + i)) + mark(),
                     u"+1512555%1"_s.arg(160 + i, 4, 10, QChar(u'0')),
                     u"Crocodilarium%1hall"_s.arg(QChar(u'a' + i)) + mark()});
    }
    return made;
}

QByteArray csv()
{
    QByteArray list = "First name,Last name,Cell,City,State,ZIP,Language,Reason,PollingPlace,EarlyVotingSite\n";
    for (const auto& person : people()) {
        list += (person.first + u',' + person.last + u',' + person.number + u",Austin,TX,78701,en,Asked us,"_s +
                 person.place + u",Town\n"_s)
                    .toUtf8();
    }
    return list;
}

QByteArray campaign()
{
    QFile file(QStringLiteral(TEXTBANK_SOURCE_DIR "/resources/practice/campaign.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("no campaign");
    }
    auto document = QJsonDocument::fromJson(file.readAll()).object();
    auto policy = document.value(u"policy"_s).toObject();
    QJsonArray week;
    for (int day = 0; day < 7; ++day) {
        week.append(QJsonObject{{u"openMinute"_s, 0}, {u"closeMinute"_s, 1440}});
    }
    policy.insert(u"floor"_s, week);
    policy.insert(u"week"_s, week);
    policy.insert(u"stateWeek"_s, QJsonObject());
    document.insert(u"policy"_s, policy);
    document.insert(u"practice"_s, true);
    return QJsonDocument(document).toJson();
}

Forensics investigator()
{
    Forensics search;
    for (const auto& person : people()) {
        search.lookFor(person.first);
        search.lookFor(person.last);
        search.lookFor(person.place);
        search.lookForNumber(person.number);
    }
    return search;
}

QList<QPair<QString, QByteArray>> traces()
{
    const auto person = people().constLast();
    const auto number = person.number.toLatin1();
    const auto accented = people().at(10).first; // Zoë-Aurélie.
    QList<QPair<QString, QByteArray>> all{
        {u"base64 of a number"_s, number.toBase64()},
        {u"percent"_s, QUrl::toPercentEncoding(accented)},
        {u"escaped"_s, "Zo\\u00EB-Aur\\u00e9lie" + mark().toLatin1()},
        {u"without accents"_s, "zoe-aurelie" + mark().toLatin1()},
    };
    for (const auto& digits : {number, number.mid(1), number.right(10)}) {
        for (const auto method : {QCryptographicHash::Sha256, QCryptographicHash::Sha1, QCryptographicHash::Md5}) {
            const auto hash = QCryptographicHash::hash(digits, method);
            all.append({u"hash %1 of %2"_s.arg(method).arg(digits.size()), hash});
            all.append({u"hash %1 of %2 in hex"_s.arg(method).arg(digits.size()), hash.toHex().toUpper()});
        }
    }
    for (const auto& digits : {number.mid(1), number.right(10)}) {
        QByteArray bytes(8, '\0');
        qToBigEndian(digits.toULongLong(), bytes.data());
        all.append({u"%1 digits, eight bytes"_s.arg(digits.size()), bytes});
        all.append({u"%1 digits, six bytes"_s.arg(digits.size()), bytes.mid(2)});
        qToLittleEndian(digits.toULongLong(), bytes.data());
        all.append({u"%1 digits, eight bytes, the last first"_s.arg(digits.size()), bytes});
        all.append({u"%1 digits, six bytes, the last first"_s.arg(digits.size()), bytes.left(6)});
    }
    return all;
}

void lookForText(Forensics& search, const QString& text) { search.lookFor(text.left(60), {u"Valley"_s, u"Votes"_s}); }

} // namespace textbank::unusual
