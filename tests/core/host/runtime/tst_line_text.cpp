#include "core/host/runtime/export/line_text.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;

namespace {

RecordLine aFill()
{
    RecordLine line(LineKind::Fill, Sequence{7});
    line.text("time", "2024-03-04T14:30:21.020000000Z").text("received", "2024-03-04T14:30:21.040000000Z");
    line.text("instrument", "demo:MSFT").text("side", "buy").text("quantity", "9").text("price", "207.01");
    return line.text("value", "1863.09").text("fee", "-1.86");
}

RecordLine anOrderEvent(std::string_view event)
{
    RecordLine line(LineKind::OrderEvent, Sequence{8});
    line.text("time", "2024-03-04T14:30:21.040000000Z").id("order", 3).text("event", event);
    return line.text("instrument", "demo:MSFT");
}

RecordLine anAlert(std::string_view key)
{
    RecordLine line(LineKind::Alert, Sequence{9});
    return line.text("time", "2024-03-04T14:30:21.040000000Z").text("level", "critical").text("key", key);
}

} // namespace

class TestLineText : public QObject
{
    Q_OBJECT

private slots:
    void aFillIsASentence()
    {
        const auto text = textOf(aFill());

        QVERIFY2(text.find("  fill      demo:MSFT buy 9 at 207.01, value 1863.09") != std::string::npos, text.c_str());
    }

    // The venue's time may be long past when the desk hears of it; the line stands where it was heard.
    void aLineIsStampedWithWhenTheDeskLearntOfIt()
    {
        QVERIFY(textOf(aFill()).starts_with("2024-03-04T14:30:21.040Z"));
        QVERIFY(textOf(anOrderEvent("accepted")).starts_with("2024-03-04T14:30:21.040Z"));
    }

    void aNameIsWrittenAsPeopleDo()
    {
        auto line = anOrderEvent("cancel_asked");
        line.text("cause", "exit");

        QVERIFY2(textOf(line).ends_with("  order     3: cancel asked, exit for demo:MSFT"), textOf(line).c_str());
    }

    void whatAScreenDoesNotNeedIsLeftOut()
    {
        QVERIFY(textOf(anOrderEvent("planned")).empty());
        QVERIFY(textOf(anOrderEvent("sent")).empty());
        QVERIFY(textOf(anAlert("breaker.losing_streak")).empty()); // its trip is told already
    }

    void aTripSaysWhatItMeans()
    {
        const auto text = textOf(anAlert("breaker_tripped.losing_streak"));

        QVERIFY2(text.ends_with("critical the breaker losing_streak trips: nothing new opens until a person clears it"),
                 text.c_str());
    }
};

QTEST_APPLESS_MAIN(TestLineText)
#include "tst_line_text.moc"
