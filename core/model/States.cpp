#include "core/model/States.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace textbank {

namespace {

const QHash<QString, QString>& codesByName()
{
    static const QHash<QString, QString> byName{
        {u"alabama"_s, u"AL"_s},       {u"alaska"_s, u"AK"_s},       {u"arizona"_s, u"AZ"_s},
        {u"arkansas"_s, u"AR"_s},      {u"california"_s, u"CA"_s},   {u"colorado"_s, u"CO"_s},
        {u"connecticut"_s, u"CT"_s},   {u"delaware"_s, u"DE"_s},     {u"districtofcolumbia"_s, u"DC"_s},
        {u"florida"_s, u"FL"_s},       {u"georgia"_s, u"GA"_s},      {u"hawaii"_s, u"HI"_s},
        {u"idaho"_s, u"ID"_s},         {u"illinois"_s, u"IL"_s},     {u"indiana"_s, u"IN"_s},
        {u"iowa"_s, u"IA"_s},          {u"kansas"_s, u"KS"_s},       {u"kentucky"_s, u"KY"_s},
        {u"louisiana"_s, u"LA"_s},     {u"maine"_s, u"ME"_s},        {u"maryland"_s, u"MD"_s},
        {u"massachusetts"_s, u"MA"_s}, {u"michigan"_s, u"MI"_s},     {u"minnesota"_s, u"MN"_s},
        {u"mississippi"_s, u"MS"_s},   {u"missouri"_s, u"MO"_s},     {u"montana"_s, u"MT"_s},
        {u"nebraska"_s, u"NE"_s},      {u"nevada"_s, u"NV"_s},       {u"newhampshire"_s, u"NH"_s},
        {u"newjersey"_s, u"NJ"_s},     {u"newmexico"_s, u"NM"_s},    {u"newyork"_s, u"NY"_s},
        {u"northcarolina"_s, u"NC"_s}, {u"northdakota"_s, u"ND"_s},  {u"ohio"_s, u"OH"_s},
        {u"oklahoma"_s, u"OK"_s},      {u"oregon"_s, u"OR"_s},       {u"pennsylvania"_s, u"PA"_s},
        {u"puertorico"_s, u"PR"_s},    {u"rhodeisland"_s, u"RI"_s},  {u"southcarolina"_s, u"SC"_s},
        {u"southdakota"_s, u"SD"_s},   {u"tennessee"_s, u"TN"_s},    {u"texas"_s, u"TX"_s},
        {u"utah"_s, u"UT"_s},          {u"vermont"_s, u"VT"_s},      {u"virginia"_s, u"VA"_s},
        {u"washington"_s, u"WA"_s},    {u"westvirginia"_s, u"WV"_s}, {u"wisconsin"_s, u"WI"_s},
        {u"wyoming"_s, u"WY"_s}};
    return byName;
}

} // namespace

QString stateCode(const QString& written)
{
    QString letters;
    for (const auto c : written) {
        if (c.isLetter()) {
            letters += c.toLower();
        }
    }
    return letters.size() == 2 ? letters.toUpper() : codesByName().value(letters);
}

bool isStateCode(const QString& code)
{
    static const auto all = [] {
        const auto named = codesByName().values();
        return QSet<QString>(named.cbegin(), named.cend()) + QSet<QString>{u"AS"_s, u"GU"_s, u"MP"_s, u"VI"_s};
    }();
    return all.contains(code);
}

} // namespace textbank
