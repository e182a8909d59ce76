// The field lists of people and of what takes two of them.

#pragma once

#include "core/desk/events/archive.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"

namespace omni::events {

template<> inline constexpr std::uint8_t lastCase<risk::Action> = risk::actionCount - 1;

template<> struct Fields<risk::Roles> {
    static void of(auto& a, auto& v)
    {
        a(v.bits);
    }
};
template<> struct Fields<Person> {
    static void of(auto& a, auto& v)
    {
        a(v.id, v.roles);
    }
};
template<> struct Fields<PeopleVouched> {
    static void of(auto& a, auto& v)
    {
        a(v.people);
    }
};
template<> struct Fields<LiveVouched> {
    static void of(auto& a, auto& v)
    {
        a(v.isGranted, v.grant);
    }
};
template<> struct Fields<SecondAsked> {
    static void of(auto& a, auto& v)
    {
        a(v.wish, v.action, v.by);
    }
};
template<> struct Fields<SecondGiven> {
    static void of(auto& a, auto& v)
    {
        a(v.wish, v.action, v.first, v.by);
    }
};

} // namespace omni::events
