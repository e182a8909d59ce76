// needs: ui/widgets Qt6::Widgets

#include "ui/widgets/hint_words.h"

#include <QTest>

using namespace omni::ui;

class TestHintWords : public QObject
{
    Q_OBJECT

private slots:
    // As sessions say them: a person in the window has no command line.
    void noHintSpeaksOfTheCommandLine_data()
    {
        QTest::addColumn<QByteArray>("hint");
        QTest::addColumn<QString>("names");
        QTest::newRow("what it is") << QByteArray(
            "say what it is with --instrument VENUE:SYMBOL,tick=…,lot=…,quote=… or a side file")
                                    << QStringLiteral("tick_size");
        QTest::newRow("pipe") << QByteArray("give tick and lot with --instrument") << QStringLiteral("lot_size");
        QTest::newRow("bars") << QByteArray("give interval=1m or the like with --instrument or in a side file")
                              << QStringLiteral("interval = \"1m\"");
        QTest::newRow("profile") << QByteArray("stop the other one, or give another folder with --profile")
                                 << QStringLiteral("Close the other window");
    }
    void noHintSpeaksOfTheCommandLine()
    {
        QFETCH(QByteArray, hint);
        QFETCH(QString, names);
        const QString shown = hintWords(hint.toStdString());
        QVERIFY2(!shown.contains(QStringLiteral("--")), qPrintable(shown));
        QVERIFY2(shown.contains(names), qPrintable(shown));
    }

    void otherHintsStayOnOneLine()
    {
        QCOMPARE(hintWords("Choose another\nfile."), QStringLiteral("Choose another file."));
        QCOMPARE(hintWords(""), QString());
        std::string words;
        for (int i = 0; i < 500; ++i) {
            words += "word ";
        }
        QVERIFY(hintWords(words).size() > 300 && hintWords(words).size() <= 400);
    }
};

QTEST_APPLESS_MAIN(TestHintWords)
#include "tst_hint_words.moc"
