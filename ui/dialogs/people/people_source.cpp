#include "ui/dialogs/people/people_source.h"

#include "ui/dialogs/people/people_words.h"

#include <utility>

namespace omni::ui::people {

PeopleSource::PeopleSource(runtime::PeopleLink& people, std::string person, QObject* parent)
    : QObject(parent)
    , m_people(people)
    , m_person(std::move(person))
{
}

QString PeopleSource::person() const
{
    return QString::fromStdString(m_person);
}

platform::SecretBytes PeopleSource::takeSeed()
{
    return m_people.takeEnrolment();
}

void PeopleSource::confirm(platform::SecretBytes code)
{
    m_number = m_people.wish(runtime::ConfirmEnrolment{m_person, std::move(code)});
    m_isFull = m_number == 0;
}

EnrolAnswer PeopleSource::takeAnswer()
{
    EnrolAnswer answer;
    const auto view = m_people.view();
    if (std::exchange(m_isFull, false)) {
        answer.state = EnrolAnswer::State::Refused;
        answer.why = tr("Too much is asked at once. Try again in a moment.");
    } else if (m_number != 0 && view != nullptr && view->settled >= m_number) {
        m_number = 0;
        answer.state = view->failure ? EnrolAnswer::State::Refused : EnrolAnswer::State::Done;
        if (view->failure) {
            answer.why = failureOfPeople(*view->failure);
            answer.isOver = view->failure->code == "not_begun" || view->failure->code == "no_such_account";
        } else {
            answer.codes = m_people.takeRecoveryCodes();
        }
    }
    return answer;
}

} // namespace omni::ui::people
