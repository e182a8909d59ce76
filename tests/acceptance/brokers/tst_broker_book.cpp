// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// A hole in the stream of a book (F33): the book counts as torn until a new image has been joined to the stream, and
// nothing is decided upon it meanwhile (S14).

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

#include <set>

using namespace omni;
using namespace omni::test;

class TestBrokerBook : public QObject
{
    Q_OBJECT

    static std::size_t imagesAsked(BrokerDesk& desk)
    {
        return desk.venue->get<std::size_t>([&] {
            const auto& all = desk.venue->proxy->seen();
            return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& one) {
                return one.method == "GET" && one.path == desk.venue->words().bookPath;
            }));
        });
    }
    static bool bookIsValid(BrokerDesk& desk, bool wanted)
    {
        return desk.shows([wanted](const auto& shown) { return shown.risk.instruments.front().bookValid == wanted; });
    }

private slots:
    void aMessageOfTheBookIsMissing_data()
    {
        eachVenue();
    }
    void aMessageOfTheBookIsMissing()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        const auto& words = desk.venue->words();
        if (words.bookPath.empty()) {
            QSKIP("it tells no book, only its touch: there is nothing that could tear");
        }
        QVERIFY(desk.open());
        int moves = 0;
        const auto move = [&] {
            ++moves;
            desk.venue->call([&] { desk.venue->moveTo(Ticks{desk.base().count + (moves % 2) * desk.step()}); });
        };
        // The first image is asked for with the first change, and has long been joined when more changes have come.
        std::set<std::string> changes;
        QVERIFY(becomesTrue([&] {
            move();
            changes.insert(desk.venue->get<std::string>(
                [&] { return desk.venue->proxy->lastSaid(words.marketPath, words.bookText); }));
            return imagesAsked(desk) == 1 && changes.size() > 6;
        }));
        QVERIFY(bookIsValid(desk, true));
        RequestRule image;
        image.method = "GET";
        image.path = words.bookPath;
        image.fault = RequestFault::HoldAnswer;
        desk.script(image);
        desk.script(FrameRule{words.marketPath, words.bookText, FrameFault::Drop, 1});

        // The next change is missing; what follows shows it.
        QVERIFY(becomesTrue([&] {
            move();
            return !desk.terminal->snapshot()->risk.instruments.front().bookValid;
        }));
        QVERIFY(becomesTrue([&] { return imagesAsked(desk) == 2; }) && desk.isHeldOnTheWire(1));

        // Nothing new is let go on a torn book.
        const auto refused = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));
        QVERIFY(!refused);
        QVERIFY2(!desk.refusal().empty() && desk.refusal() != "no answer", desk.refusal().c_str());
        QCOMPARE(desk.namesThere().size(), std::size_t{0});

        desk.venue->call([&] { desk.venue->proxy->release(); });
        QVERIFY(bookIsValid(desk, true));
        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));
        QVERIFY2(order && desk.holds(1) && desk.isSettled(), (desk.refusal() + desk.story()).c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerBook)
#include "tst_broker_book.moc"
