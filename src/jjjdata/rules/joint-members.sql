-- code: joint-members
-- en: A joint body has two members or more, none of them joint itself, and no other body has
--   members.
-- zh: 联合机构有两个以上成员，成员本身不是联合机构；其他机构没有成员。
-- fault en: {value} has these members: {expected}; correct its kind or table organization_members
-- fault zh: {value}的成员为：{expected}；应更正其类别或organization_members表
-- reads: organizations, organization_members
with membership as (
    select
        organizations.id,
        organizations.kind,
        count(members.member_id) as number,
        group_concat(members.member_id, ', ') as listed,
        count(*) filter (where member.kind = 'joint') as joint_members
    from organizations
    left join organization_members as members on members.organization_id = organizations.id
    left join organizations as member on member.id = members.member_id
    group by organizations.id
)
select 'organizations', id, 'kind', kind, listed
from membership
where iif(kind = 'joint', number < 2 or joint_members > 0, number > 0);
