// needs: ui/widgets ui/style Omni::Translations Qt6::Widgets
#include "ui/style/language.h"
#include "ui/widgets/failure_words.h"

#include <QTest>

using namespace omni::ui;

class TestFailureWords : public QObject
{
    Q_OBJECT

private slots:
    // As the core words them.
    void everyKindIsSaidInTheLanguageOfTheWindow_data()
    {
        QTest::addColumn<QByteArray>("detail");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("german");
        QTest::newRow("columns") << QByteArray("a.csv:1: unknown columns 'hello', missing columns 'price'")
                                 << QStringLiteral("no recording") << QStringLiteral("keine Aufzeichnung");
        QTest::newRow("missing") << QByteArray("a.csv: there is no such file") << QStringLiteral("not there")
                                 << QStringLiteral("gibt es nicht");
        QTest::newRow("closed") << QByteArray("a.csv: cannot be opened") << QStringLiteral("cannot be opened")
                                << QStringLiteral("nicht öffnen");
        QTest::newRow("profile") << QByteArray("the profile is in use by process 12")
                                 << QStringLiteral("Another window") << QStringLiteral("anderes Fenster");
        QTest::newRow("line") << QByteArray("a.csv:7: 'x' is not a price") << QStringLiteral("cannot be read")
                              << QStringLiteral("nicht lesen");
        QTest::newRow("unknown") << QByteArray("something else") << QStringLiteral("nothing was sent")
                                 << QStringLiteral("nichts gesendet");
    }
    void everyKindIsSaidInTheLanguageOfTheWindow()
    {
        QFETCH(QByteArray, detail);
        QFETCH(QString, english);
        QFETCH(QString, german);
        Language language;
        language.apply(QStringLiteral("en"));
        QVERIFY2(failureWords(detail.toStdString()).contains(english), qPrintable(failureWords(detail.toStdString())));
        language.apply(QStringLiteral("de"));
        QVERIFY2(failureWords(detail.toStdString()).contains(german), qPrintable(failureWords(detail.toStdString())));
        language.apply(QStringLiteral("en"));
    }
};

QTEST_MAIN(TestFailureWords)
#include "tst_failure_words.moc"
