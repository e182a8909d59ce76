// needs: edge/brokers/alpaca
//
// Times of the data streams, the quick way: what is read, and what is none, is the same as everywhere else.
#include "core/base/seeded_random.h"
#include "core/edge/brokers/alpaca/day_times.h"

#include <QTest>

#include <string>
#include <string_view>

using namespace omni;
using namespace omni::brokers::alpaca;

class TestAlpacaDayTimes : public QObject
{
    Q_OBJECT

private slots:
    void aTimeIsReadAsEverywhereElse()
    {
        SeededRandom random(8);
        DayTimes times;
        int read = 0;
        for (int i = 0; i < 300'000; ++i) {
            std::string text = isoText(
                Timestamp{1'784'035'863'123'456'789 + static_cast<std::int64_t>(random.below(200'000'000'000'000))});
            if (random.below(2) == 0) {
                text = text.substr(0, 19 + random.below(11)) + 'Z';
            }
            if (random.below(2) == 0) {
                constexpr std::string_view bytes = "0123456789:.-TZ+ /;\x80\xb0";
                text[random.below(text.size())] = bytes[random.below(bytes.size())];
            }
            const auto general = timestampFromIso(text);
            const auto quick = times.read(text);
            QVERIFY2(quick == (general ? std::optional(*general) : std::nullopt), text.c_str());
            read += quick ? 1 : 0;
        }
        QVERIFY(read > 150'000 && read < 290'000);
    }
};

QTEST_APPLESS_MAIN(TestAlpacaDayTimes)
#include "tst_alpaca_day_times.moc"
