#include "core/desk/views/picture_times.h"

#include <QTest>

#include <random>
#include <vector>

using namespace omni;
using views::PictureTimes;

namespace {

PictureTimes timesOf(const std::vector<std::optional<Monotonic>>& pictures)
{
    PictureTimes times;
    for (const auto& oldest : pictures) {
        times.add(oldest);
    }
    return times;
}

} // namespace

class TestPictureTimes : public QObject
{
    Q_OBJECT

private slots:
    void aPictureTellsWhatIsNewInIt()
    {
        const PictureTimes times = timesOf({Monotonic{100}, Monotonic{200}});

        QCOMPARE(times.number, std::uint64_t{2});
        QCOMPARE(times.newSince(1), std::optional(Monotonic{200}));
    }

    void whatAPictureThatNobodySawShowedFirstIsNewInTheNext()
    {
        const PictureTimes times = timesOf({Monotonic{100}, Monotonic{200}, Monotonic{300}});

        QCOMPARE(times.newSince(1), std::optional(Monotonic{200}));
        QCOMPARE(times.newSince(0), std::optional(Monotonic{100}));
    }

    void nothingIsNewInAPictureThatWasSeen()
    {
        const PictureTimes times = timesOf({Monotonic{100}});

        QVERIFY(!times.newSince(1));
        QVERIFY(!times.newSince(~std::uint64_t{0}));
        QVERIFY(!PictureTimes{}.newSince(0));
    }

    void aPictureWithoutNewsIsPassedOver()
    {
        const PictureTimes times = timesOf({Monotonic{100}, std::nullopt, Monotonic{300}, std::nullopt});

        QCOMPARE(times.newSince(1), std::optional(Monotonic{300}));
        QVERIFY(!times.newSince(3));
    }

    void knowsTheLastSixteenPictures()
    {
        std::mt19937_64 random{20'241'126};
        for (int i = 0; i < 5'000; ++i) {
            std::vector<std::optional<Monotonic>> pictures;
            std::int64_t at = 0;
            for (auto left = random() % 60 + 1; left > 0; --left) {
                at += static_cast<std::int64_t>(random() % 20) + 1;
                pictures.push_back(random() % 4 == 0 ? std::nullopt : std::optional(Monotonic{at}));
            }
            const std::uint64_t seen = random() % (pictures.size() + 2);

            const auto told = timesOf(pictures).newSince(seen);

            std::optional<Monotonic> first; // times rise: the first of those that count is the oldest
            const std::size_t kept = pictures.size() - std::min<std::size_t>(pictures.size(), 16);
            for (std::size_t each = std::max<std::size_t>(seen, kept); each < pictures.size() && !first; ++each) {
                first = pictures[each];
            }
            QCOMPARE(told, first);
        }
    }

    void ofTwoTheOlderIsTold()
    {
        QCOMPARE(views::olderOf(Monotonic{1}, Monotonic{2}), std::optional(Monotonic{1}));
        QCOMPARE(views::olderOf(Monotonic{2}, Monotonic{1}), std::optional(Monotonic{1}));
        QCOMPARE(views::olderOf(std::nullopt, Monotonic{2}), std::optional(Monotonic{2}));
        QCOMPARE(views::olderOf(Monotonic{1}, std::nullopt), std::optional(Monotonic{1}));
        QVERIFY(!views::olderOf(std::nullopt, std::nullopt));
    }
};

QTEST_APPLESS_MAIN(TestPictureTimes)
#include "tst_picture_times.moc"
