// needs: host/simulate
//
// What is told of a broken world can be read by somebody who has never seen one, and replayed as it stands.

#include "core/host/simulate/failure_text.h"
#include "core/host/simulate/narrator.h"
#include "core/host/simulate/story.h"

#include <QTest>

#include <memory>
#include <set>

using namespace omni;
using namespace omni::simulate;

namespace {

const Plan plan = planOf(7);
const std::vector<Step> two{{StepKind::Kill, 0x1}, {StepKind::Place, 0x2}};

Shortened typical()
{
    return {plan, 300, {{2}, 212, "order 9 was sent under a latch"}, two, {{2}, 2, "order 1 was sent under a latch"},
            {}};
}

QByteArray told(const Shortened& found, const std::optional<std::string>& path = {})
{
    return QByteArray::fromStdString(failureText(found, path));
}

} // namespace

class TestFailureText : public QObject
{
    Q_OBJECT

private slots:
    void namesWorldPromiseStepAndCause()
    {
        const auto kind = nameOf(stepsOf(plan, 300)[211].kind);
        const auto first = told(typical()).split('\n').front();
        QCOMPARE(first,
                 "world 7: S2 (nothing that adds exposure after a kill) broken at step 212, "
                     + QByteArray(kind.data(), static_cast<qsizetype>(kind.size()))
                     + ": order 9 was sent under a latch");
    }

    void tellsTheCommandThatShowsTheWholeWorldAgain()
    {
        QVERIFY(told(typical()).contains("  replay it: omnitrade simulate --seed 7 --seeds 1 --steps 300\n"));
    }

    void tellsAStoryThatCanBeReplayed()
    {
        const auto text = told(typical());
        QVERIFY(text.contains("has 2 of its 301 steps"));
        const auto from = text.indexOf("omnitrade story "), to = text.indexOf("\n\n", from);
        const auto story = storyFromText(text.mid(from, to - from).toStdString());
        QVERIFY2(story, story ? "" : story.error().what.c_str());
        QVERIFY(story->plan == plan && story->steps == two);
        QVERIFY(text.contains("\n# S2 (nothing that adds exposure after a kill) broken at step 2, place: "
                              "order 1 was sent under a latch\n"));
    }

    void tellsWhatHappenedBehindEachStep()
    {
        const std::vector<std::string> notes{"the program starts", "", "order 1: new at the venue"};
        auto found = typical();
        found.notes = notes;
        const auto text = storyOf(found);
        const auto story = storyFromText(text);
        QVERIFY(story && story->steps == two);
        QVERIFY2(QByteArray::fromStdString(text).endsWith("steps\n"
                                                          "#   the program starts\n"
                                                          "kill 0x0000000000000001\n"
                                                          "place 0x0000000000000002\n"
                                                          "#   order 1: new at the venue\n"),
                 text.c_str());
    }

    // The world itself is not moved by who listens.
    void theNarratorKnowsEachStep()
    {
        const auto steps = stepsOf(plan, 120);
        const auto lanes = std::make_unique<Lanes>();
        const auto notes = narrated(plan, steps, *lanes);
        QCOMPARE(notes.size(), steps.size() + 1);
        QVERIFY2(notes[0].starts_with("the program starts; "), notes[0].c_str());
        std::string all;
        for (const auto& note : notes) {
            all += note + "\n";
        }
        for (const char* word : {"order 1: planned, entry, ", "order 1: released", "order 1: new at the venue",
                                 "order 1: told accepted", "mode manual"}) {
            QVERIFY2(all.find(word) != std::string::npos, all.c_str());
        }
        QVERIFY(narrated(plan, steps, *lanes) == notes);
    }

    void tellsTheCommandThatShowsTheStoryAgain()
    {
        QVERIFY(told(typical()).endsWith("\n  replay it: omnitrade simulate --trace FILE"));
        QVERIFY(told(typical()).contains("save it as FILE"));
        QVERIFY(told(typical(), "there/S2-7.steps").endsWith("omnitrade simulate --trace there/S2-7.steps"));
        QVERIFY(!told(typical(), "there/S2-7.steps").contains("FILE"));
    }

    void tellsOfASessionThatDidNotOpen()
    {
        QCOMPARE(QByteArray::fromStdString(brokenText({{22}, 0, "it does not start"}, two)),
                 QByteArray("S22 (recovery gives back what was written) broken while the session was opened: it does "
                            "not start"));
    }

    void everyPromiseHasItsWords()
    {
        std::set<std::string_view> words;
        for (int number = 1; number <= 35; ++number) {
            QVERIFY(!promiseOf({number}).empty());
            words.insert(promiseOf({number}));
        }
        QCOMPARE(words.size(), std::size_t{34}); // S22 and S23 are one
        for (const int none : {-1, 0, 36}) {
            QVERIFY(promiseOf({none}).empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestFailureText)
#include "tst_failure_text.moc"
