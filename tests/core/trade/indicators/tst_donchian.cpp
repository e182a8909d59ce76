#include "core/trade/indicators/donchian/donchian.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace omni;
using namespace omni::indicators;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();

Bytes bytesOf(const Donchian& donchian)
{
    Bytes bytes;
    ByteWriter out(bytes);
    donchian.save(out);
    return bytes;
}

} // namespace

class TestDonchian : public QObject
{
    Q_OBJECT

private slots:
    void spansTheLastBarsWithTheCurrentOne()
    {
        Donchian donchian(2, DonchianWindow::WithCurrent);
        donchian.add({10}, {8});
        QVERIFY(!donchian.ready());
        donchian.add({12}, {9});
        QCOMPARE(donchian.value(), std::optional(Channel{{12}, {8}}));
        donchian.add({11}, {7});
        QCOMPARE(donchian.value(), std::optional(Channel{{12}, {7}}));
        donchian.add({10}, {9});
        QCOMPARE(donchian.value(), std::optional(Channel{{11}, {7}}));
        QCOMPARE(donchian.value()->middle(), 9.0);
    }

    void spansTheBarsBeforeTheCurrentOne()
    {
        Donchian donchian(2, DonchianWindow::BeforeCurrent);
        donchian.add({10}, {8});
        donchian.add({12}, {9});
        QVERIFY(!donchian.ready());
        donchian.add({20}, {1});
        QCOMPARE(donchian.value(), std::optional(Channel{{12}, {8}}));
        donchian.add({10}, {9});
        QCOMPARE(donchian.value(), std::optional(Channel{{20}, {1}}));
    }

    void holdsTheEndsOfTheRange()
    {
        Donchian donchian(3, DonchianWindow::WithCurrent);
        donchian.add({most}, {-most - 1});
        donchian.add({0}, {0});
        donchian.add({-most - 1}, {-most - 1});
        QCOMPARE(donchian.value(), std::optional(Channel{{most}, {-most - 1}}));
    }

    // Against a look at every bar of the window.
    void agreesWithALookAtEveryBar()
    {
        std::mt19937_64 random{55};
        for (const int period : {1, 2, 3, 20, 55}) {
            Donchian with(period, DonchianWindow::WithCurrent);
            Donchian before(period, DonchianWindow::BeforeCurrent);
            std::vector<std::int64_t> highs;
            std::vector<std::int64_t> lows;
            const auto channelBefore = [&](std::ptrdiff_t end) -> std::optional<Channel> {
                if (end < period) {
                    return std::nullopt;
                }
                return Channel{{*std::max_element(highs.begin() + end - period, highs.begin() + end)},
                               {*std::min_element(lows.begin() + end - period, lows.begin() + end)}};
            };
            for (std::ptrdiff_t i = 0; i < 4'000; ++i) {
                const auto low = static_cast<std::int64_t>(random() % 60) - 30; // ties are frequent
                const auto high = low + static_cast<std::int64_t>(random() % 20);
                lows.push_back(low);
                highs.push_back(high);

                with.add({high}, {low});
                before.add({high}, {low});

                QCOMPARE(with.value(), channelBefore(i + 1));
                QCOMPARE(before.value(), channelBefore(i));
            }
        }
    }

    void goesOnAfterSavingAndLoading()
    {
        for (const auto window : {DonchianWindow::WithCurrent, DonchianWindow::BeforeCurrent}) {
            std::mt19937_64 random{4};
            Donchian donchian(9, window);
            for (int i = 0; i < 300; ++i) {
                Donchian copy(9, window);
                const auto bytes = bytesOf(donchian);
                ByteReader in(bytes);
                copy.load(in);
                QVERIFY(in.finished());

                const auto low = static_cast<std::int64_t>(random() % 1'000);
                copy.add({low + 7}, {low});
                donchian.add({low + 7}, {low});

                QCOMPARE(copy.value(), donchian.value());
                QCOMPARE(bytesOf(copy), bytesOf(donchian));
            }
        }
    }

    void refusesTheStateOfAnotherWindow()
    {
        Donchian donchian(9, DonchianWindow::WithCurrent);
        donchian.add({2}, {1});
        const auto bytes = bytesOf(donchian);
        for (auto other : {Donchian(9, DonchianWindow::BeforeCurrent), Donchian(8, DonchianWindow::WithCurrent)}) {
            ByteReader in(bytes);
            other.load(in);
            QVERIFY(!in.ok());
            QVERIFY(!other.ready());
        }
    }

    void survivesDamagedBytes()
    {
        Donchian donchian(4, DonchianWindow::WithCurrent);
        for (int i = 0; i < 10; ++i) {
            donchian.add({100 - i}, {i});
        }
        std::mt19937_64 random{66};
        for (int i = 0; i < 20'000; ++i) {
            auto bytes = bytesOf(donchian);
            bytes[random() % bytes.size()] = static_cast<std::byte>(random());
            Donchian copy(4, DonchianWindow::WithCurrent);
            ByteReader in(bytes);
            copy.load(in);
            for (int bar = 0; bar < 6; ++bar) {
                copy.add({bar}, {-bar});
            }
            QVERIFY(copy.ready());
        }
    }
};

QTEST_APPLESS_MAIN(TestDonchian)
#include "tst_donchian.moc"
