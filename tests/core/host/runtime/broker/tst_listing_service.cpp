// needs: host/runtime edge/brokers/shared edge/platform
// What a broker lists, asked for beside any session: answered, refused in words, given up for another question.
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/broker/listing_service.h"
#include "tests/support/model_broker.h"
#include "tests/support/terminal_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using omni::tests::becomesTrue;
using State = omni::views::BrokerListing::State;

namespace {

ModelExchange* exchange = nullptr;

constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
Result<std::unique_ptr<ports::Broker>> make(brokers::BrokerMaking making)
{
    if (auto sound = brokers::checkEnvironment(making.config, making.key, faces); !sound) {
        return tl::unexpected(sound.error());
    }
    return std::make_unique<ModelBroker>(*exchange, std::move(making));
}
const brokers::BrokerInfo model{"model", "Model", faces, {}, make};
const brokers::BrokerInfo keyless{"keyless", "Keyless", faces, {}, make};
const std::array<const brokers::BrokerInfo*, 2> known{&keyless, &model};

struct Bench {
    explicit Bench(std::vector<std::string> sets = {})
    {
        exchange = &venue;
        qputenv("OMNI_MODEL_PAPER_KEY", "abc");
        qputenv("OMNI_MODEL_PAPER_SECRET", "s3cr3t-of-nobody");
        keys = KeyRing::taken(known);
        RunRequest request;
        request.profile = folder.path().toStdString();
        request.brokers = known;
        request.sets = std::move(sets);
        service = std::make_unique<ListingService>(std::move(request), keys, clock);
    }
    bool comesTo(State state, const std::string& broker)
    {
        return becomesTrue([&] {
            const auto now = service->listing();
            return now && now->state == state && now->broker == broker;
        });
    }

    platform::SystemClock clock;
    QTemporaryDir folder;
    ModelExchange venue;
    KeyRing keys;
    std::unique_ptr<ListingService> service;
};

} // namespace

class TestListingService : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsAskedByItself()
    {
        const Bench bench;
        QVERIFY(bench.service->listing() == nullptr);
        QCOMPARE(bench.venue.listings.load(), 0);
    }

    void whatTheBrokerListsIsAnswered()
    {
        Bench bench;

        bench.service->ask("model");

        QVERIFY(bench.comesTo(State::Ready, "model"));
        const auto& symbols = bench.service->listing()->symbols;
        QCOMPARE(symbols.size(), std::size_t{1});
        QCOMPARE(symbols.front().symbol, modelInstrument().symbol);
        QCOMPARE(symbols.front().name, std::string("Bitcoin"));
        QCOMPARE(bench.venue.starts.load(), 0); // no session came of it
    }

    void itCanBeAskedAgain()
    {
        Bench bench;
        bench.service->ask("model");
        QVERIFY(bench.comesTo(State::Ready, "model"));

        bench.service->ask("model");

        QVERIFY(becomesTrue([&] { return bench.venue.listings == 2; }));
        QVERIFY(bench.comesTo(State::Ready, "model"));
    }

    void aBrokerThatCannotBeReachedIsSaidInWords()
    {
        Bench bench;
        bench.venue.isReachable = false;

        bench.service->ask("model");

        QVERIFY(bench.comesTo(State::Failed, "model"));
        QVERIFY(bench.service->listing()->fault.find("connection refused") != std::string::npos);
    }

    void withoutAKeyNothingIsAsked()
    {
        Bench bench;

        bench.service->ask("keyless");

        QVERIFY(bench.comesTo(State::Failed, "keyless"));
        QVERIFY(!bench.service->listing()->fault.empty());
        QCOMPARE(bench.venue.listings.load(), 0);
    }

    void aBrokerThatThereIsNotIsSaid()
    {
        Bench bench;
        bench.service->ask("nobody");
        QVERIFY(bench.comesTo(State::Failed, "nobody"));
    }

    /// S35: where real money is configured not a byte is sent.
    void realMoneyIsNotAsked()
    {
        Bench bench({"brokers.model.environment=live"});

        bench.service->ask("model");

        QVERIFY(bench.comesTo(State::Failed, "model"));
        QCOMPARE(bench.venue.listings.load(), 0);
    }

    void anotherQuestionReplacesOneThatIsNotAnswered()
    {
        Bench bench;
        bench.venue.isSilent = true;
        bench.service->ask("model");
        QVERIFY(bench.comesTo(State::Asking, "model"));

        bench.service->ask("keyless");

        QVERIFY(bench.comesTo(State::Failed, "keyless"));
    }

    void theEndDoesNotWaitForAnAnswer()
    {
        Bench bench;
        bench.venue.isSilent = true;
        bench.service->ask("model");
        QVERIFY(bench.comesTo(State::Asking, "model"));

        bench.service.reset(); // hangs here, and the test with it, if it does
    }
};

QTEST_GUILESS_MAIN(TestListingService)
#include "tst_listing_service.moc"
