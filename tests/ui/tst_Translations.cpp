#include <QFile>
#include <QLocale>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

struct Entry
{
    QString context;
    QString source;
    QString comment;
    bool numerus = false;
    bool finished = true;
    QStringList forms;
};

QList<Entry> read(const QString& path)
{
    QList<Entry> entries;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    QXmlStreamReader xml(&file);
    QString context;
    Entry entry;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement && xml.name() == "message"_L1)
            entries << entry;
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "message"_L1) {
            entry = Entry{};
            entry.context = context;
            entry.numerus = xml.attributes().value("numerus"_L1) == "yes"_L1;
        } else if (xml.name() == "source"_L1) {
            entry.source = xml.readElementText();
        } else if (xml.name() == "comment"_L1) {
            entry.comment = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            entry.finished = !xml.attributes().hasAttribute("type"_L1);
            if (!entry.numerus)
                entry.forms << xml.readElementText();
        } else if (xml.name() == "numerusform"_L1) {
            entry.forms << xml.readElementText();
        }
    }
    return entries;
}

QSet<QString> places(const QString& text)
{
    static const QRegularExpression place(u"%(n|\\d)"_s);
    QSet<QString> out;
    for (auto it = place.globalMatch(text); it.hasNext();)
        out.insert(it.next().captured());
    return out;
}

QString keyOf(const Entry& entry) { return entry.context + u'\x1f' + entry.source + u'\x1f' + entry.comment; }

} // namespace

/// Everything the program says has finished Spanish, and English has its plurals.
class tst_Translations : public QObject
{
    Q_OBJECT
private slots:
    void everyStringIsFinished_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("es") << u"es"_s;
        QTest::newRow("en") << u"en"_s;
    }

    void everyStringIsFinished()
    {
        QFETCH(QString, language);
        const auto entries = read(file(language));
        QVERIFY(!entries.isEmpty());
        QStringList open;
        for (const auto& entry : entries) {
            const bool complete = entry.finished && !entry.forms.isEmpty() && !entry.forms.contains(QString());
            if (!complete)
                open << entry.context + u": "_s + entry.source;
        }
        QVERIFY2(open.isEmpty(), qPrintable(open.join(u'\n')));
    }

    void placesForValuesAreKept()
    {
        for (const auto& language : {u"es"_s, u"en"_s}) {
            for (const auto& entry : read(file(language))) {
                for (const auto& form : entry.forms)
                    QVERIFY2(places(form) == places(entry.source), qPrintable(language + u": "_s + form));
            }
        }
    }

    /// The sources may not say what the file does not know.
    void theFilesKnowWhatTheSourcesSay()
    {
        const QString lupdate = QStringLiteral(TEXTBANK_LUPDATE);
        if (!QFile::exists(lupdate))
            QSKIP("lupdate is not here");
        QTemporaryDir folder;
        const QString fresh = folder.filePath(u"fresh_es.ts"_s);
        const QString root = QStringLiteral(TEXTBANK_SOURCE_DIR);
        QProcess process;
        process.start(lupdate, {u"-silent"_s, u"-no-obsolete"_s, u"-tr-function-alias"_s, u"tr+=said"_s, u"-I"_s, root,
                                root + u"/ui"_s, root + u"/app"_s, u"-ts"_s, fresh});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
        QSet<QString> known;
        for (const auto& entry : read(file(u"es"_s)))
            known.insert(keyOf(entry));
        const auto said = read(fresh);
        QVERIFY(said.size() > 300);
        QStringList missing;
        for (const auto& entry : said) {
            if (!known.contains(keyOf(entry)))
                missing << entry.context + u": "_s + entry.source;
        }
        QVERIFY2(missing.isEmpty(), qPrintable(u"not in textbank_es.ts:\n"_s + missing.join(u'\n')));
    }

    void theProgramCarriesThem()
    {
        QTranslator spanish;
        QVERIFY(spanish.load(QLocale(u"es_US"_s), u"textbank"_s, u"_"_s, u":/i18n"_s));
        QCOMPARE(spanish.translate("textbank::JoinView", "Join your campaign"), u"Únete a tu campaña"_s);
        QCOMPARE(spanish.translate("textbank::words", "Online"), u"En línea"_s);
        QTranslator english;
        QVERIFY(english.load(QLocale(u"en_US"_s), u"textbank"_s, u"_"_s, u":/i18n"_s));
        QCOMPARE(english.translate("EndWords", "reply(ies) received", nullptr, 1), u"reply received"_s);
        QCOMPARE(english.translate("EndWords", "reply(ies) received", nullptr, 2), u"replies received"_s);
    }

private:
    static QString file(const QString& language)
    {
        return QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/translations/textbank_"_s + language + u".ts"_s;
    }
};

QTEST_MAIN(tst_Translations)
#include "tst_Translations.moc"
