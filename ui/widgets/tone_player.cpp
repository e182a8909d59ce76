#include "ui/widgets/tone_player.h"

#include <QProcess>
#include <QStandardPaths>
#include <QStringList>

#include <algorithm>
#include <array>

namespace omni::ui {

namespace {

struct Player {
    QString program;
    QStringList arguments;
};

/// Players that take bare samples at their standard input, the first that is there.
Player foundPlayer()
{
    const QString rate = QString::number(toneRate);
    const std::array<Player, 2> all{
        Player{QStringLiteral("pacat"),
               {QStringLiteral("--playback"), QStringLiteral("--format=s16le"), QStringLiteral("--rate=") + rate,
                QStringLiteral("--channels=1"), QStringLiteral("--client-name=OmniTrade AI"),
                QStringLiteral("--latency-msec=30")}},
        Player{QStringLiteral("aplay"),
               {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("raw"), QStringLiteral("-f"),
                QStringLiteral("S16_LE"), QStringLiteral("-c"), QStringLiteral("1"), QStringLiteral("-r"), rate}}};
    const auto found = std::find_if(all.begin(), all.end(), [](const Player& player) {
        return !QStandardPaths::findExecutable(player.program).isEmpty();
    });
    return found == all.end() ? Player{} : *found;
}

/// Lives in the player's thread.
class Worker final : public QObject
{
public:
    void play(const QByteArray& samples, bool cutsIn)
    {
        if (!m_process) {
            m_player = foundPlayer();
            m_process = new QProcess(this);
        }
        if (m_player.program.isEmpty()) {
            return;
        }
        if (m_process->state() != QProcess::NotRunning) {
            if (!cutsIn || m_cutIn) {
                return;
            }
            stop();
        }
        m_process->setStandardOutputFile(QProcess::nullDevice());
        m_process->setStandardErrorFile(QProcess::nullDevice());
        m_process->start(m_player.program, m_player.arguments);
        m_cutIn = cutsIn;
        m_process->write(samples);
        m_process->closeWriteChannel();
    }

    ~Worker() override
    {
        if (m_process) {
            stop();
        }
    }

private:
    void stop()
    {
        m_process->kill();
        m_process->waitForFinished(1'000);
    }

    Player m_player;
    QProcess* m_process = nullptr;
    bool m_cutIn = false; ///< What sounds is not cut off: it is heard once, however many windows tell of it.
};

} // namespace

TonePlayer::TonePlayer(QObject* parent)
    : QObject(parent)
{
    auto* worker = new Worker;
    m_worker = worker;
    worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("tones"));
    connect(&m_thread, &QThread::finished, worker, &QObject::deleteLater);
    connect(this, &TonePlayer::asked, worker,
            [worker](const QByteArray& samples, bool cutsIn) { worker->play(samples, cutsIn); });
}

TonePlayer::~TonePlayer()
{
    if (!m_isStarted) {
        delete m_worker;
        return;
    }
    m_thread.quit();
    m_thread.wait();
}

void TonePlayer::play(Chime chime, int volume)
{
    const QByteArray samples = toneSamples(chime, volume);
    if (samples.isEmpty()) {
        return;
    }
    if (!m_isStarted) { // most people never hear one: no thread for them
        m_isStarted = true;
        m_thread.start();
    }
    emit asked(samples, chime == Chime::Stop);
}

} // namespace omni::ui
