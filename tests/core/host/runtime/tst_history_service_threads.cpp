// needs: host/runtime
//
// S26: questions to a history that does not answer.

#include "core/host/runtime/history_service.h"

#include <QScopeGuard>
#include <QTest>

#include <semaphore>

using namespace omni;
using namespace omni::runtime;

class TestHistoryService : public QObject
{
    Q_OBJECT

private slots:
    // One is with the history, a thousand wait. One more is answered at once, and no other is lost for it.
    void aThousandQuestionsWaitAndOneMoreIsRefused()
    {
        std::binary_semaphore reached{0}, letGo{0};
        bool isLoose = false;
        HistoryService service([&]() -> Result<std::unique_ptr<ports::HistoryStore>> {
            if (!isLoose) {
                reached.release();
                letGo.acquire();
                isLoose = true;
            }
            return failure(Errc::NotFound, "there is none");
        });
        const auto atEnd = qScopeGuard([&] { letGo.release(); });
        const QueryId first = service.ask(views::FillsQuery{});
        reached.acquire();
        for (int i = 0; i < 1'000; ++i) {
            static_cast<void>(service.ask(views::FillsQuery{}));
        }
        Answer answer;
        QVERIFY(!service.takeAnswer(answer));

        const QueryId refused = service.ask(views::FillsQuery{});

        QVERIFY(service.takeAnswer(answer));
        QCOMPARE(answer.query, refused);
        QCOMPARE(answer.page.error().code, Errc::Full);
        QVERIFY(!service.takeAnswer(answer));

        service.cancel(first + 1); // there is room for one again
        const QueryId last = service.ask(views::FillsQuery{});
        QVERIFY(!service.takeAnswer(answer));
        letGo.release();
        std::size_t answered = 0;
        do {
            if (service.takeAnswer(answer)) {
                QCOMPARE(answer.page.error().code, Errc::NotFound);
                ++answered;
            } else {
                std::this_thread::yield();
            }
        } while (answer.query != last);
        QCOMPARE(answered, std::size_t{1 + 999 + 1});
    }
};

QTEST_APPLESS_MAIN(TestHistoryService)
#include "tst_history_service_threads.moc"
