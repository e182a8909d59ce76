#include "core/base/seeded_random.h"
#include "core/trade/orders/client_order_id.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <set>
#include <string>

using namespace omni;
using namespace omni::orders;

namespace {

ClientOrderParts typicalParts()
{
    return {Nonce{"7K2M9QXA"}, Nonce{"B3C4D5E6"}, {12'345}, OrderRole::Stop};
}

} // namespace

class TestClientOrderId : public QObject
{
    Q_OBJECT

private slots:
    void namesInstallStartOrderAndRole()
    {
        QCOMPARE(clientOrderId(typicalParts())->view(), std::string_view{"7K2M9QXA-B3C4D5E6-12345-s"});
    }

    // 40 bits are eight times five: 31 is Z, 1 is 1.
    void aNonceIsBaseThirtyTwo()
    {
        QCOMPARE(nonceFrom(0).view(), std::string_view{"00000000"});
        QCOMPARE(nonceFrom((std::uint64_t{1} << 40) - 1).view(), std::string_view{"ZZZZZZZZ"});
        QCOMPARE(nonceFrom(32 + 31).view(), std::string_view{"0000001Z"});
    }

    void readsBackWhatItWrites()
    {
        SeededRandom random(1);
        std::set<std::string> seen;
        for (int i = 0; i < 20'000; ++i) {
            const ClientOrderParts parts{nonceFrom(random.next()),
                                         nonceFrom(random.next()),
                                         {1 + random.below(std::uint64_t{1} << random.below(54))},
                                         static_cast<OrderRole>(random.below(4))};

            const auto text = clientOrderId(parts);

            if (!text) {
                QCOMPARE(text.error().code, Errc::Overflow);
                QVERIFY(parts.order.value >= 10'000'000'000'000'000);
                continue;
            }
            QVERIFY(text->view().size() <= 36);
            QVERIFY(std::all_of(text->view().begin(), text->view().end(), [](char c) {
                return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            }));
            QCOMPARE(partsOf(text->view()), std::optional(parts));
            QVERIFY(seen.insert(std::string{text->view()}).second);
        }
    }

    void refusesPartsThatMakeNoId()
    {
        auto parts = typicalParts();
        parts.install = Nonce{};
        QCOMPARE(clientOrderId(parts).error().code, Errc::Invalid);
        parts = typicalParts();
        parts.start = Nonce{"A-B"};
        QCOMPARE(clientOrderId(parts).error().code, Errc::Invalid);
        parts = typicalParts();
        parts.order = {};
        QCOMPARE(clientOrderId(parts).error().code, Errc::Invalid);
        parts.order = {std::numeric_limits<std::uint64_t>::max()};
        QCOMPARE(clientOrderId(parts).error().code, Errc::Overflow);
    }

    void somebodyElsesIdIsNotOurs_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "-", "---", "A-B-1-e-", "A-B-1", "A-B-01-e", "A-B-0-e", "A-B-1-E", "A-B-1-es", "A-B--1-e", "A-B-+1-e",
              "A-B-18446744073709551616-e", "A_-B-1-e", "ABCDEFGHI-B-1-e", " A-B-1-e", "web_123456"}) {
            QTest::newRow(text) << QByteArray{text};
        }
    }

    void somebodyElsesIdIsNotOurs()
    {
        QFETCH(QByteArray, text);

        QVERIFY(!partsOf({text.constData(), static_cast<std::size_t>(text.size())}));
    }

    void anyBytesAreReadWithoutHarm()
    {
        SeededRandom random(3);
        for (int i = 0; i < 50'000; ++i) {
            std::string text = "A-B-123-e";
            text[random.below(text.size())] = static_cast<char>(static_cast<unsigned char>(random.below(256)));
            const auto parts = partsOf(text);
            if (parts) {
                QCOMPARE(clientOrderId(*parts)->view(), std::string_view{text});
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestClientOrderId)
#include "tst_client_order_id.moc"
