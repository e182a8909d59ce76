// needs: ui/style Omni::Translations Qt6::Widgets
#include "ui/style/language.h"

#include <QFile>
#include <QLibraryInfo>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <tuple>
#include <utility>

namespace {

struct Message {
    QString context, source, comment;
    bool isPlural = false;
    bool isFinished = true;
    bool isDead = false; ///< No source says it any more.
    QStringList forms; ///< One, or one for each form of the plural.

    [[nodiscard]] auto name() const
    {
        return std::tuple(context, source, comment, isPlural);
    }
    [[nodiscard]] QByteArray said() const
    {
        return (context + QStringLiteral(": \"") + source + QLatin1Char('"')).toUtf8();
    }
};

QString sourceDir()
{
    return QStringLiteral(OMNI_SOURCE_DIR);
}

QString catalogue(const QString& language)
{
    return sourceDir() + QStringLiteral("/translations/omni_%1.ts").arg(language);
}

Message messageAt(QXmlStreamReader& xml, const QString& context)
{
    Message out{context, {}, {}, xml.attributes().value(QLatin1String("numerus")) == u"yes", true, false, {}};
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            out.source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            out.comment = xml.readElementText();
        } else if (xml.name() == u"translation") {
            const auto type = xml.attributes().value(QLatin1String("type"));
            out.isFinished = type != u"unfinished";
            out.isDead = type == u"vanished" || type == u"obsolete";
            if (!out.isPlural) {
                out.forms.push_back(xml.readElementText());
                continue;
            }
            while (xml.readNextStartElement()) {
                out.forms.push_back(xml.readElementText());
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    return out;
}

/// What the catalogue at `path` holds, without the dead ones; empty where it cannot be read.
QList<Message> messagesIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QXmlStreamReader xml(&file);
    QList<Message> out;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            Message message = messageAt(xml, context);
            if (!message.isDead) {
                out.push_back(message);
            }
        }
    }
    return xml.hasError() ? QList<Message>() : out;
}

/// "%1", "%L2", "%n": each once, sorted.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression one(QStringLiteral("%(?:L?\\d{1,2}|L?n)"));
    QSet<QString> out;
    for (auto it = one.globalMatch(text); it.hasNext();) {
        out.insert(it.next().captured());
    }
    QStringList sorted(out.begin(), out.end());
    sorted.sort();
    return sorted;
}

/// The letter behind a single '&', in capitals; null where there is none. "P&L" has none.
QChar accelerator(QString text)
{
    text.remove(QStringLiteral("P&L"));
    for (qsizetype at = 0; at + 1 < text.size(); ++at) {
        if (text[at] != u'&') {
            continue;
        }
        if (text[at + 1] != u'&' && !text[at + 1].isSpace()) {
            return text[at + 1].toUpper();
        }
        ++at;
    }
    return {};
}

/// The mark that tells a person what a text is: a question, a command that asks first, the head of a list.
QChar mark(const QString& text)
{
    const QChar last = text.isEmpty() ? QChar() : text.back();
    return QStringView(u"…?:").contains(last) ? last : QChar();
}

/// Whether a text begins and ends with a space: then another one stands beside it.
std::pair<bool, bool> spaceAround(const QString& text)
{
    return {!text.isEmpty() && text.front().isSpace(), !text.isEmpty() && text.back().isSpace()};
}

/// The program that reads the words out of the sources; empty where it is not installed.
QString wordReader()
{
    const QString name = QStringLiteral("lupdate");
    const QString found = QStandardPaths::findExecutable(
        name,
        {QLibraryInfo::path(QLibraryInfo::BinariesPath), QLibraryInfo::path(QLibraryInfo::LibraryExecutablesPath)});
    return found.isEmpty() ? QStandardPaths::findExecutable(name) : found;
}

void eachLanguage()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("de") << QStringLiteral("de");
    QTest::newRow("en") << QStringLiteral("en");
}

} // namespace

class TestCatalogueIsComplete : public QObject
{
    Q_OBJECT

private slots:
    void checksEveryLanguageOfTheProgram()
    {
        QCOMPARE(omni::ui::Language::available(), QStringList({QStringLiteral("de"), QStringLiteral("en")}));
    }

    void nothingIsUnfinishedOrEmpty_data()
    {
        eachLanguage();
    }
    void nothingIsUnfinishedOrEmpty()
    {
        QFETCH(QString, language);
        const auto messages = messagesIn(catalogue(language));
        QVERIFY2(!messages.isEmpty(), qPrintable(catalogue(language)));
        for (const Message& message : messages) {
            QVERIFY2(message.isFinished, message.said());
            QVERIFY2(!message.forms.isEmpty(), message.said());
            for (const QString& form : message.forms) {
                QVERIFY2(!form.trimmed().isEmpty(), message.said());
            }
        }
    }

    /// English and German have a singular and a plural.
    void everyCountHasBothForms_data()
    {
        eachLanguage();
    }
    void everyCountHasBothForms()
    {
        QFETCH(QString, language);
        int counts = 0;
        for (const Message& message : messagesIn(catalogue(language))) {
            QVERIFY2(message.forms.size() == (message.isPlural ? 2 : 1), message.said());
            counts += message.isPlural ? 1 : 0;
        }
        QVERIFY(counts > 0);
    }

    void everyFormHasThePlaceholdersOfItsSource_data()
    {
        eachLanguage();
    }
    void everyFormHasThePlaceholdersOfItsSource()
    {
        QFETCH(QString, language);
        for (const Message& message : messagesIn(catalogue(language))) {
            for (const QString& form : message.forms) {
                QVERIFY2(placeholders(form) == placeholders(message.source), message.said() + " → " + form.toUtf8());
            }
        }
    }

    void everyFormEndsWithTheMarkOfItsSource_data()
    {
        eachLanguage();
    }
    void everyFormEndsWithTheMarkOfItsSource()
    {
        QFETCH(QString, language);
        for (const Message& message : messagesIn(catalogue(language))) {
            for (const QString& form : message.forms) {
                QVERIFY2(mark(form) == mark(message.source), message.said() + " → " + form.toUtf8());
                QVERIFY2(spaceAround(form) == spaceAround(message.source), message.said());
            }
        }
    }

    /// A context is one menu at most, so its letters may not meet.
    void noTwoAcceleratorsOfAContextAreTheSame()
    {
        QMap<QString, QSet<QChar>> taken;
        for (const Message& message : messagesIn(catalogue(QStringLiteral("de")))) {
            const QString text = message.forms.value(0);
            QVERIFY2(accelerator(text).isNull() == accelerator(message.source).isNull(), message.said());
            if (accelerator(text).isNull()) {
                continue;
            }
            auto& ofContext = taken[message.context];
            QVERIFY2(!ofContext.contains(accelerator(text)), message.said());
            ofContext.insert(accelerator(text));
        }
        QVERIFY(!taken.isEmpty());
    }

    /// Reads the sources as the target update_translations does, into copies.
    void noTextOfTheSourcesIsMissing_data()
    {
        eachLanguage();
    }
    void noTextOfTheSourcesIsMissing()
    {
        QFETCH(QString, language);
        const QString reader = wordReader();
        QVERIFY2(!reader.isEmpty(), "lupdate is not installed: the package qt6-l10n-tools or qt6-tools-dev-tools");
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("omni_%1.ts").arg(language));
        QVERIFY(QFile::copy(catalogue(language), copy));
        QStringList words{
            QStringLiteral("-silent"),           QStringLiteral("-locations"), QStringLiteral("none"),
            QStringLiteral("-extensions"),       QStringLiteral("cpp,h"),      sourceDir() + QStringLiteral("/ui"),
            sourceDir() + QStringLiteral("/app")};
        if (language == QStringLiteral("en")) {
            words << QStringLiteral("-pluralonly");
        }
        words << QStringLiteral("-ts") << copy;
        QProcess run;
        run.start(reader, words);
        QVERIFY(run.waitForFinished(60'000));
        QCOMPARE(run.exitCode(), 0);

        QList<std::tuple<QString, QString, QString, bool>> known;
        for (const Message& message : messagesIn(catalogue(language))) {
            known.push_back(message.name());
        }
        std::sort(known.begin(), known.end());
        const auto found = messagesIn(copy);
        QVERIFY(!found.isEmpty());
        QStringList missing;
        for (const Message& message : found) {
            if (!std::binary_search(known.begin(), known.end(), message.name())) {
                missing.push_back(QString::fromUtf8(message.said()));
            }
        }
        QVERIFY2(missing.isEmpty(),
                 qPrintable(QStringLiteral("run the target update_translations and translate:\n")
                            + missing.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(TestCatalogueIsComplete)
#include "tst_catalogue_is_complete.moc"
