// needs: ui/widgets Qt6::Core
#include "ui/widgets/tone_player.h"
#include "ui/widgets/tones.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

using namespace omni::ui;

namespace {

constexpr Chime all[] = {Chime::Proposal, Chime::Fill, Chime::Warning, Chime::Stop};

std::vector<int> samplesOf(const QByteArray& bytes)
{
    std::vector<int> samples;
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2) {
        const auto low = static_cast<unsigned char>(bytes[i]);
        samples.push_back(static_cast<signed char>(bytes[i + 1]) * 256 + low);
    }
    return samples;
}

int loudestOf(const std::vector<int>& samples)
{
    int most = 0;
    for (const int sample : samples) {
        most = std::max(most, std::abs(sample));
    }
    return most;
}

/// Of `count` samples from `first` on: how often they rise through zero, which is their pitch.
int turnsOf(const std::vector<int>& samples, std::size_t first, std::size_t count)
{
    int turns = 0;
    for (std::size_t i = first + 1; i < first + count; ++i) {
        turns += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return turns;
}

/// How many spans of silence of at least 30 ms lie between sounds.
int pausesOf(const std::vector<int>& samples)
{
    int pauses = 0;
    std::size_t silent = 0;
    for (const int sample : samples) {
        if (sample == 0) {
            ++silent;
            continue;
        }
        pauses += silent > toneRate * 30 / 1'000 ? 1 : 0;
        silent = 0;
    }
    return pauses;
}

} // namespace

class TestTones : public QObject
{
    Q_OBJECT

private slots:
    void silenceIsNothing()
    {
        for (const Chime chime : all) {
            QVERIFY(toneSamples(chime, 0).isEmpty());
            QVERIFY(toneSamples(chime, -5).isEmpty());
        }
    }

    void nothingClicksAndNothingIsLouderThanItMayBe()
    {
        for (const Chime chime : all) {
            int before = 0;
            for (int volume = 1; volume <= 100; ++volume) {
                const auto samples = samplesOf(toneSamples(chime, volume));
                QCOMPARE(samples.front(), 0);
                QCOMPARE(samples.back(), 0);
                QVERIFY(loudestOf(samples) <= 32'767 * 35 / 100 + 1);
                QVERIFY(loudestOf(samples) >= before);
                before = loudestOf(samples);
            }
            QCOMPARE(toneSamples(chime, 1'000), toneSamples(chime, 100));
        }
    }

    void eachCanBeToldFromTheOthers()
    {
        std::set<QByteArray> different;
        for (const Chime chime : all) {
            different.insert(toneSamples(chime, 60));
        }
        QCOMPARE(different.size(), std::size(all));
    }

    void aProposalRises()
    {
        const auto samples = samplesOf(toneSamples(Chime::Proposal, 60));
        const std::size_t part = samples.size() / 4;
        QVERIFY(turnsOf(samples, samples.size() - part, part) > turnsOf(samples, 0, part) * 5 / 4);
    }

    void aFillIsShort()
    {
        QVERIFY(samplesOf(toneSamples(Chime::Fill, 60)).size() < toneRate / 10); // 100 ms
    }

    void aWarningIsADoubleAndAStopIsTwoLowOnes()
    {
        const auto warning = samplesOf(toneSamples(Chime::Warning, 60));
        const auto stop = samplesOf(toneSamples(Chime::Stop, 60));
        QCOMPARE(pausesOf(warning), 1);
        QCOMPARE(pausesOf(stop), 1);
        const auto part = static_cast<std::size_t>(toneRate) / 12; // both sound in it
        QVERIFY(turnsOf(stop, 0, part) * 2 < turnsOf(warning, 0, part));
    }

    void thePlayerOfTheSystemGetsTheSamples()
    {
        QTemporaryDir folder;
        QFile fake(folder.filePath(QStringLiteral("pacat")));
        QVERIFY(fake.open(QIODevice::WriteOnly));
        const QString heard = folder.filePath(QStringLiteral("heard"));
        fake.write("#!/bin/sh\n/bin/cat > '" + heard.toUtf8() + "'\n");
        fake.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        fake.close();
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", folder.path().toUtf8());
        {
            TonePlayer player;
            player.play(Chime::Fill, 0); // nothing
            player.play(Chime::Proposal, 60);
            const auto size = toneSamples(Chime::Proposal, 60).size();
            QTRY_COMPARE_WITH_TIMEOUT(QFile(heard).size(), size, 30'000);
        }
        qputenv("PATH", path);
    }

    void withoutAPlayerItIsSilentAndNobodyWaits()
    {
        QTemporaryDir empty;
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", empty.path().toUtf8());
        {
            TonePlayer player;
            player.play(Chime::Stop, 100);
        }
        qputenv("PATH", path);
        const TonePlayer unused;
    }
};

QTEST_GUILESS_MAIN(TestTones)
#include "tst_tones.moc"
