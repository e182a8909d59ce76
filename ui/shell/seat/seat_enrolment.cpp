#include "ui/shell/seat/seat_enrolment.h"

#include "core/host/runtime/seat/seat_link.h"
#include "ui/dialogs/sign_in/sign_in_words.h"

#include <utility>

namespace omni::ui {

SeatEnrolment::SeatEnrolment(runtime::SeatLink& seat, QObject* parent)
    : QObject(parent)
    , m_seat(seat)
    , m_person(QString::fromStdString(seat.view().person))
{
}

QString SeatEnrolment::person() const
{
    return m_person;
}

platform::SecretBytes SeatEnrolment::takeSeed()
{
    return m_seat.takeSeed();
}

void SeatEnrolment::confirm(platform::SecretBytes code)
{
    m_number = m_seat.wish(runtime::ConfirmSeatEnrolment{std::move(code)});
    m_isFull = m_number == 0;
}

people::EnrolAnswer SeatEnrolment::takeAnswer()
{
    using State = people::EnrolAnswer::State;
    people::EnrolAnswer answer;
    if (std::exchange(m_isFull, false)) {
        answer.state = State::Refused;
        answer.why = tr("Too much is asked at once. Try again in a moment.");
        return answer;
    }
    const auto seat = m_seat.view();
    if (m_number == 0 || seat.settled < m_number) {
        return answer;
    }
    m_number = 0;
    if (!seat.failure) {
        answer.state = State::Done;
        answer.codes = m_seat.takeRecoveryCodes();
        return answer;
    }
    answer.state = State::Refused;
    answer.isOver = seat.failure->code == "not_found" || seat.state != views::SeatState::MustEnrol;
    answer.why = answer.isOver ? tr("The quarter of an hour for it is over. Begin anew.")
                               : sign_in::failureWords(*seat.failure, true);
    return answer;
}

} // namespace omni::ui
