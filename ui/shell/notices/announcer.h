// Tells who listens instead of looking: a new proposal, what became of an order, a limit that is near.
//
// Shows nothing and takes no keys. A screen reader is told by an alert; what it does with it is its user's choice.

#pragma once

#include <QWidget>

namespace omni::ui {

class Announcer final : public QWidget
{
    Q_OBJECT

public:
    explicit Announcer(QWidget* window);

    /// An empty text is nothing to say.
    void say(const QString& text);
    /// What was said is no longer there to be read.
    void forget();
    [[nodiscard]] const QString& lastSaid() const noexcept
    {
        return m_lastSaid;
    }

private:
    QString m_lastSaid;
};

} // namespace omni::ui
