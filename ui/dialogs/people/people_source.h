// The set-up of an authenticator by way of the people of the profile: for who has just proven who he is to them.

#pragma once

#include "core/host/runtime/people/people_link.h"
#include "ui/dialogs/people/enrol_source.h"

#include <QObject>

#include <string>

namespace omni::ui::people {

class PeopleSource final : public QObject, public EnrolSource
{
    Q_OBJECT

public:
    /// `people` outlives it.
    PeopleSource(runtime::PeopleLink& people, std::string person, QObject* parent = nullptr);

    [[nodiscard]] QString person() const override;
    [[nodiscard]] platform::SecretBytes takeSeed() override;
    void confirm(platform::SecretBytes code) override;
    [[nodiscard]] EnrolAnswer takeAnswer() override;

private:
    runtime::PeopleLink& m_people;
    const std::string m_person;
    std::uint64_t m_number = 0; ///< Of the wish under way. 0: none.
    bool m_isFull = false;
};

} // namespace omni::ui::people
