// needs: ui/style Omni::Translations Qt6::Widgets
#include "ui/style/language.h"

#include <QCoreApplication>
#include <QTest>

using omni::ui::Language;

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    void hasTheCataloguesOfTheProgram()
    {
        QVERIFY(Language::available().contains(QStringLiteral("en")));
        QVERIFY(Language::available().contains(QStringLiteral("de")));
    }

    /// The program asks with the full name of a class; the catalogue may know its last part only.
    void findsWordsByTheFullNameOfTheirClass()
    {
        Language language;
        language.apply(QStringLiteral("de"));
        QCOMPARE(QCoreApplication::translate("omni::ui::alerts::View", "Alerts"), QStringLiteral("Meldungen"));
        QCOMPARE(QCoreApplication::translate("panes", "Alerts"), QStringLiteral("Meldungen"));
        QCOMPARE(QCoreApplication::translate("omni::ui::alerts::View", "no such words"),
                 QStringLiteral("no such words"));
        language.apply(QStringLiteral("en"));
        QCOMPARE(QCoreApplication::translate("omni::ui::alerts::View", "Alerts"), QStringLiteral("Alerts"));
    }

    void anUnknownLanguageIsEnglish()
    {
        Language language;
        language.apply(QStringLiteral("tlh"));
        QCOMPARE(language.current(), QStringLiteral("en"));
    }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
