// The set-up of an authenticator at the seat: for who came in by a recovery code and has just given his password again.

#pragma once

#include "ui/dialogs/people/enrol_source.h"

#include <QObject>

#include <cstdint>

namespace omni::runtime {
class SeatLink;
}

namespace omni::ui {

class SeatEnrolment final : public QObject, public people::EnrolSource
{
    Q_OBJECT

public:
    /// `seat` outlives it.
    explicit SeatEnrolment(runtime::SeatLink& seat, QObject* parent = nullptr);

    [[nodiscard]] QString person() const override;
    [[nodiscard]] platform::SecretBytes takeSeed() override;
    void confirm(platform::SecretBytes code) override;
    [[nodiscard]] people::EnrolAnswer takeAnswer() override;

private:
    runtime::SeatLink& m_seat;
    const QString m_person;
    std::uint64_t m_number = 0; ///< Of the wish under way. 0: none.
    bool m_isFull = false;
};

} // namespace omni::ui
