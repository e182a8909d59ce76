#include "core/host/runtime/export/record_line.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::runtime;

namespace {

RecordLine aFill()
{
    RecordLine line(LineKind::Fill, Sequence{7});
    line.text("time", "2024-03-04T14:30:21.020000000Z").text("instrument", "demo:MSFT").text("side", "buy");
    line.text("quantity", "9").text("price", "207.01").text("value", "1863.09").text("fee", "-1.86");
    return line;
}

} // namespace

class TestRecordLine : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasItsNameAndBeginsWithPlaceAndTime()
    {
        for (std::size_t i = 0; i < lineKindCount; ++i) {
            const auto kind = static_cast<LineKind>(i);
            QCOMPARE(lineKindFromName(nameOf(kind)), std::optional(kind));
            QCOMPARE(fieldsOf(kind)[0], std::string_view("seq"));
            QCOMPARE(fieldsOf(kind)[1], std::string_view("time"));
        }
        QVERIFY(!lineKindFromName("trade"));
    }

    void aFillHasWhatScriptsRelyOn()
    {
        const auto fields = fieldsOf(LineKind::Fill);
        for (const std::string_view name :
             {"time", "instrument", "order", "side", "quantity", "price", "value", "fee", "fee_currency"}) {
            QVERIFY(std::find(fields.begin(), fields.end(), name) != fields.end());
        }
    }

    void amountsAreTextAndNumbersAreBare()
    {
        const auto json = aFill().toJson();

        QVERIFY(json.starts_with("{\"kind\":\"fill\",\"seq\":7,\"time\":\"2024-03-04T14:30:21.020000000Z\""));
        QVERIFY(json.find("\"price\":\"207.01\"") != std::string::npos);
        QVERIFY(json.find("\"order\":null") != std::string::npos);
    }

    void aRowHasAsManyCellsAsTheHeader()
    {
        const auto commas = [](const std::string& text) { return std::count(text.begin(), text.end(), ','); };

        QCOMPARE(commas(aFill().toCsv()), commas(csvHeader(LineKind::Fill)));
    }

    void aCellIsQuotedWhereItMust()
    {
        auto line = RecordLine(LineKind::Cash, Sequence{1});
        line.text("note", "a \"b\", c");

        QVERIFY(line.toCsv().ends_with(",\"a \"\"b\"\", c\""));
    }

    // A venue's words must not become a formula in somebody's spreadsheet; an amount below zero stays an amount.
    void aCellIsNeverAFormula()
    {
        for (const char* text : {"=1+1", "+cmd", "-cmd", "@sum", "\tx"}) {
            auto line = RecordLine(LineKind::Cash, Sequence{1});
            line.text("note", text);
            QVERIFY2(line.toCsv().find(std::string("'") + text) != std::string::npos, text);
        }
        QVERIFY(aFill().toCsv().find(",-1.86,") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestRecordLine)
#include "tst_record_line.moc"
