// Tells the vault and the seat that somebody is at the program, so that they lock by themselves only when nobody is.

#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace omni::runtime {
class SeatLink;
class VaultLink;
} // namespace omni::runtime

namespace omni::ui {

class UseWatch final : public QObject
{
    Q_OBJECT

public:
    /// Listens to the whole application. Both outlive it; null: there is none.
    UseWatch(runtime::VaultLink* vault, runtime::SeatLink* seat, QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    runtime::VaultLink* m_vault;
    runtime::SeatLink* m_seat;
    QElapsedTimer m_last;
};

} // namespace omni::ui
