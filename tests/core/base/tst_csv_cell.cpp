// V31: a name or a note in a file for a spreadsheet is words, whatever it looks like.
#include "core/base/csv_cell.h"

#include <QTest>

using namespace omni;

class TestCsvCell : public QObject
{
    Q_OBJECT

private slots:
    void aTextIsNeverAFormula()
    {
        for (const char* text : {"=cmd()", "=1+1", "+cmd", "-cmd", "@sum", " =cmd()", "\t=cmd()", "\n@x", "-1+2",
                                 "+1-1", "--1", "1.2.3-=", "＝cmd()", "－1＋x"}) {
            const std::string cell = csvText(text);
            const bool isCalm = cell.starts_with('\'') || cell.starts_with("\"'") || text[0] == '1';
            QVERIFY2(isCalm, text);
        }
    }
    void aNumberIsANumber()
    {
        for (const char* text : {"-1.86", "+0.5", "12", "0"}) {
            QCOMPARE(csvText(text), std::string(text));
            QCOMPARE(csvFigure(text), std::string(text));
        }
    }
    void aCellIsQuotedWhereItMust()
    {
        QCOMPARE(csvText("a \"b\", c"), std::string("\"a \"\"b\"\", c\""));
        QCOMPARE(csvText("one\ntwo"), std::string("\"one\ntwo\""));
        QCOMPARE(csvText("x;=cmd()"), std::string("\"x;=cmd()\"")); // for those who read with ; between cells
        QCOMPARE(csvText("plain words"), std::string("plain words"));
        QCOMPARE(csvText(""), std::string());
    }
    void whatCommandsATerminalIsWrittenOut()
    {
        QCOMPARE(csvText("a\x1b[2Jb"), std::string("a\\u001b[2Jb"));
        QCOMPARE(csvText("a\r"), std::string("a\\u000d"));
        QCOMPARE(csvText("\xE2\x80\xAE"
                         "evil"),
                 std::string("\\u202eevil"));
        QCOMPARE(csvText("\xff"), std::string("\\xff"));
    }
    void tenThousandLettersAreOneCell()
    {
        QCOMPARE(csvText(std::string(10'000, 'X')).size(), std::size_t{10'000});
    }
};

QTEST_APPLESS_MAIN(TestCsvCell)
#include "tst_csv_cell.moc"
