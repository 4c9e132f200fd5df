#include "tests/support/UnusualPeople.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace textbank::unusual {

QList<Person> people()
{
    const QStringList first{u"Zephyrine"_s, u"Quillon"_s,   u"Wilhelmina"_s,  u"Xanthippe"_s,
                            u"Jocasta"_s,   u"Thelonius"_s, u"Bartholo"_s,    u"Persephone"_s,
                            u"Ignatius"_s,  u"Guadalupe"_s, u"Zoë-Aurélie"_s, u"Fyodor"_s};
    QList<Person> made;
    for (int i = 0; i < first.size(); ++i) {
        made.append({first.at(i), u"Umberfield%1ton"_s.arg(QChar(u'a' + i)),
                     u"+1512555%1"_s.arg(160 + i, 4, 10, QChar(u'0')), u"Crocodilarium%1hall"_s.arg(QChar(u'a' + i))});
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

void lookForText(Forensics& search, const QString& text) { search.lookFor(text.left(60), {u"Valley"_s, u"Votes"_s}); }

} // namespace textbank::unusual
