// Plays tones through the player that the system has, from a thread of its own: starting a program takes longer than a
// frame may.
//
// One at a time. What comes while another sounds is left out, but for a stop, which cuts in. Without a player it is
// silent; no caller waits for a tone and nothing fails.

#pragma once

#include "ui/widgets/tones.h"

#include <QObject>
#include <QThread>

namespace omni::ui {

class TonePlayer final : public QObject
{
    Q_OBJECT

public:
    explicit TonePlayer(QObject* parent = nullptr);
    /// Cuts off what sounds and waits until its program is gone: a blink, and at most a second.
    ~TonePlayer() override;

    /// Comes back at once. At volume 0 nothing is started.
    void play(Chime chime, int volume);

signals:
    void asked(const QByteArray& samples, bool cutsIn);

private:
    QThread m_thread;
    QObject* m_worker;
    bool m_isStarted = false;
};

} // namespace omni::ui
